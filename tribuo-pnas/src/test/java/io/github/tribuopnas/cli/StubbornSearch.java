package io.github.tribuopnas.cli;

import java.io.PrintWriter;

/** Hears that it is to stop and does not. */
public final class StubbornSearch {

  private StubbornSearch() {}

  /**
   * Waits until it is killed.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true);
    Interruption.watch(out);
    out.println("searching");
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        out.println("interrupted, and goes on");
      }
    }
  }
}
