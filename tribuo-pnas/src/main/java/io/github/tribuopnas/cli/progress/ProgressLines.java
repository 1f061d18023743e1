package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.base.DurationText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One plain line a step, where the output is no terminal. */
public final class ProgressLines implements ProgressDisplay {

  private final PrintWriter out;
  private String task;
  private Supplier<Optional<Duration>> left;
  private String state;
  private int steps;
  private int done;

  /**
   * Prints to a stream that is no terminal.
   *
   * @param out where the lines go; flushed after each
   */
  @SuppressWarnings("NullAway.Init") // A display is started before anything is reported to it.
  public ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void start(String newTask, int newSteps, Supplier<Optional<Duration>> newLeft) {
    task = newTask;
    steps = newSteps;
    left = newLeft;
    state = "";
    done = 0;
  }

  @Override
  public void steps(int newSteps) {
    steps = newSteps;
  }

  @Override
  public void state(String newState) {
    state = newState;
  }

  @Override
  public void step(String event) {
    done++;
    List<String> remarks = new ArrayList<>();
    if (!state.isEmpty()) {
      remarks.add(state);
    }
    left.get().ifPresent(time -> remarks.add("about " + DurationText.of(time) + " left"));
    String remark = remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ")";
    out.println(task + " " + done + "/" + steps + " " + event + remark);
    out.flush();
  }

  @Override
  public void finish() {
    // Every line was complete when it was printed.
  }
}
