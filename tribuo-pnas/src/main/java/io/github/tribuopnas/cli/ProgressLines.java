package io.github.tribuopnas.cli;

import java.io.PrintWriter;

/** One plain line a step, where the output is no terminal. */
final class ProgressLines implements ProgressDisplay {

  private final PrintWriter out;
  private String task;
  private int steps;
  private int done;

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void start(String newTask, int newSteps) {
    task = newTask;
    steps = newSteps;
    done = 0;
  }

  @Override
  public void step(String message) {
    done++;
    out.println(task + " " + done + "/" + steps + " " + message);
    out.flush();
  }

  @Override
  public void finish() {
    // Every line was complete when it was printed.
  }
}
