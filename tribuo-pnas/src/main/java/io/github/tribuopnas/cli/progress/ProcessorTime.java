package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.search.Economy;
import io.github.tribuopnas.search.Economy.Use;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Tells at the end of a search where its processor time went: in a line, and in a bar of one
 * character for each fiftieth. The trials of a resumed search count in full; everything else counts
 * since it was resumed.
 */
public final class ProcessorTime implements PNASListener {

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final int BAR = 50;

  private double driverAtStart;
  private double driver;
  private double processAtEnd;
  private List<Trial<Cell>> trials = List.of();

  /** Begins to watch. */
  public ProcessorTime() {}

  @Override
  public void searchStarted(SearchPlan plan) {
    driverAtStart = driverSeconds();
  }

  @Override
  public void searchEnded(SearchResult<Cell> result) {
    driver = driverSeconds() - driverAtStart;
    processAtEnd = processSeconds();
    trials = result.trials();
  }

  private static double driverSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS;
  }

  private static double processSeconds() {
    Duration duration = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return duration.toMillis() / MILLIS;
  }

  /**
   * Returns where the time went; to be called when the final training is over.
   *
   * @param winner the cell that won
   * @return the time of trials, of the final training, and of the search itself
   */
  public Economy economy(Cell winner) {
    return Economy.of(trials, winner)
        .with(Use.FINAL, "the final training", Math.max(0, processSeconds() - processAtEnd))
        .with(Use.REST, "the search itself", Math.max(0, driver));
  }

  /**
   * Prints where the time went.
   *
   * @param economy the time
   * @param out takes two lines
   */
  public static void print(Economy economy, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n%.0f s of a processor: %s%n%s%n",
        economy.seconds(),
        economy.sentence(),
        bar(economy));
    out.flush();
  }

  static String bar(Economy economy) {
    StringBuilder bar = new StringBuilder("[");
    double until = 0;
    for (Use use : Use.values()) {
      until += economy.fraction(use);
      int end = 1 + (int) Math.round(BAR * until);
      bar.append(mark(use).repeat(Math.max(0, end - bar.length())));
    }
    return bar + "]  # dropped, = winner, + final training, . rest";
  }

  private static String mark(Use use) {
    return switch (use) {
      case DROPPED -> "#";
      case WINNER -> "=";
      case FINAL -> "+";
      case REST -> ".";
    };
  }
}
