package io.github.tribuopnas.report;

import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.search.SearchListener;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the report of a running search up to date: it is written when a batch begins, when a trial
 * ends, unless trials end too often, and when a batch ends. A report that cannot be written does
 * not stop the search.
 */
public final class LiveReport implements SearchListener<Cell> {

  /** Takes a page. */
  @FunctionalInterface
  public interface Output {

    /**
     * Writes a page in place of the one before, so that a reader finds one of them whole.
     *
     * @param page the page in UTF-8
     * @throws IOException if it cannot be written
     */
    void write(byte[] page) throws IOException;
  }

  private static final int PAUSE = 19;

  private final Supplier<Report.Builder> start;
  private final Output output;
  private final LongSupplier nanoTime;
  private final List<Trial<Cell>> trials = new ArrayList<>();
  private final List<Trial<Cell>> ended = new ArrayList<>();
  private String level = "";
  private final Deque<Integer> sizes = new ArrayDeque<>();
  private int asked;
  private long nextTrial;
  private @Nullable IOException failure;

  /**
   * Makes a report without trials.
   *
   * @param start begins a report with what does not change: title, settings, versions, command
   * @param output takes the pages
   * @param nanoTime a clock in nanoseconds from any origin
   */
  public LiveReport(Supplier<Report.Builder> start, Output output, LongSupplier nanoTime) {
    this.start = Objects.requireNonNull(start, "start");
    this.output = Objects.requireNonNull(output, "output");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    nextTrial = nanoTime.getAsLong();
  }

  @Override
  public void batchStarted(int number, List<Proposal<Cell>> batch) {
    level = "Level " + number;
    asked += batch.size();
    sizes.add(batch.size());
    write(report().optState(level + " is being trained: " + Counted.of(asked, "cell") + "."));
  }

  @Override
  public void trialFinished(Trial<Cell> trial) {
    ended.add(trial);
    long now = nanoTime.getAsLong();
    if (now - nextTrial < 0) {
      return;
    }
    List<Trial<Cell>> known = new ArrayList<>(trials);
    known.addAll(ended);
    write(
        start
            .get()
            .optTrials(known)
            .optState(
                level
                    + " is being trained: "
                    + ended.size()
                    + " of "
                    + Counted.of(asked, "cell")
                    + " done."));
    // Pages grow with the trials; writing them takes a twentieth of the time at most.
    long end = nanoTime.getAsLong();
    nextTrial = end + PAUSE * (end - now);
  }

  @Override
  public void batchFinished(int number, List<Trial<Cell>> finished) {
    ended.removeAll(new HashSet<>(finished));
    trials.addAll(finished);
    // Of a search that is over, the ends alone are told.
    asked -= sizes.isEmpty() ? 0 : sizes.remove();
    write(
        report()
            .optState(
                asked == 0
                    ? "Level " + number + " is finished."
                    : level + " is being trained: " + Counted.of(asked, "cell") + "."));
  }

  /**
   * Begins a report of the batches that are finished.
   *
   * @return a builder to add to
   */
  public Report.Builder report() {
    return start.get().optTrials(trials);
  }

  /**
   * Returns the trials of the batches that are finished.
   *
   * @return the trials in the order of the search
   */
  public List<Trial<Cell>> trials() {
    return List.copyOf(trials);
  }

  /**
   * Writes a report.
   *
   * @param report what to write
   */
  public void write(Report.Builder report) {
    try {
      output.write(report.build().html().getBytes(StandardCharsets.UTF_8));
      failure = null;
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Returns why the report is out of date.
   *
   * @return what went wrong when it was last written; empty if nothing did
   */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }
}
