package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimedExecutorTest {

  /** Takes a second for each trial. */
  private final class Slow implements TrialExecutor<String> {

    private boolean closed;

    @Override
    public void execute(List<Proposal<String>> batch, Callback<String> callback) {
      for (Proposal<String> proposal : batch) {
        if (callback.goesOn()) {
          seconds++;
          callback.finished(Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, 0.5)));
        }
      }
    }

    @Override
    public int workers() {
      return 3;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Slow slow = new Slow();
  private long seconds = -7;

  private TimedExecutor<String> over(List<Trial<String>> earlier) {
    return new TimedExecutor<>(slow, earlier, () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  private static List<Trial<String>> run(TrialExecutor<String> executor, int atMost)
      throws InterruptedException {
    List<Trial<String>> trials = new ArrayList<>();
    executor.execute(
        List.of(Proposal.unpredicted("a", 1), Proposal.unpredicted("b", 1)),
        new TrialExecutor.Callback<>() {
          @Override
          public void finished(Trial<String> trial) {
            trials.add(trial);
          }

          @Override
          public boolean goesOn() {
            return trials.size() < atMost;
          }
        });
    return trials;
  }

  private static List<Double> elapsed(List<Trial<String>> trials) {
    return trials.stream().map(trial -> trial.metrics().get(Metrics.ELAPSED)).toList();
  }

  @Test
  void trialsTellWhenTheyEndedAndASearchTakenUpAgainCountsOn() throws InterruptedException {
    List<Trial<String>> first = run(over(List.of()), 2);
    assertEquals(List.of(1.0, 2.0), elapsed(first));
    assertEquals(0.5, Objective.ACCURACY.value(first.get(0)), "the other metrics stay");
    seconds += 1000;
    assertEquals(List.of(3.0, 4.0), elapsed(run(over(first), 2)));
  }

  @Test
  void trialsOfOldWithoutATimeCountForNothing() throws InterruptedException {
    Trial<String> old = Trial.failed(Proposal.unpredicted("c", 1), "no", Metrics.NONE);
    assertEquals(List.of(1.0), elapsed(run(over(List.of(old)), 1)));
  }

  @Test
  void workersAndTheEndAreThoseOfTheExecutor() {
    TimedExecutor<String> executor = over(List.of());
    assertEquals(3, executor.workers());
    assertFalse(slow.closed);
    executor.close();
    assertTrue(slow.closed);
  }
}
