package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForesightTest {

  /** Predicts the length of a text. */
  private record Lengths(int minimumTrials) implements Surrogate<String> {
    @Override
    public void fit(List<String> architectures, double[] values) {
      throw new AssertionError("never fitted");
    }

    @Override
    public void predict(Candidates<String> candidates, double[] mean, double[] deviation) {
      Arrays.setAll(mean, i -> candidates.get(i).length());
    }
  }

  private static Trial<String> trial(String text, int level, double fraction, double accuracy) {
    return Trial.complete(
        Proposal.unpredicted(text, level).withFidelity(new Fidelity(fraction)),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy));
  }

  /**
   * At level 1 the order of the first rung is that of the lengths but for one exchange, 1 - 6 * 2 /
   * (4 * 15) = .8; at level 2 it is the reverse; a level of a single trial tells nothing.
   */
  @Test
  void theLowestRungOfEachLevelIsCompared() {
    List<Trial<String>> trials =
        List.of(
            trial("a", 1, 0.5, 0.1),
            trial("aa", 1, 0.5, 0.3),
            trial("aaa", 1, 0.5, 0.2),
            trial("aaaa", 1, 0.5, 0.4),
            trial("a", 1, 1, 0.9),
            trial("b", 2, 1, 0.9),
            trial("bb", 2, 1, 0.8),
            trial("c", 3, 1, 0.8));
    Map<Integer, Double> foresight = Foresight.byLevel(new Lengths(0), trials, Objective.ACCURACY);
    assertEquals(List.of(1, 2), List.copyOf(foresight.keySet()));
    assertEquals(0.8, foresight.get(1), 1e-12);
    assertEquals(-1, foresight.get(2), 1e-12);
  }

  @Test
  void aSurrogateThatNeedsTrialsForesawNothing() {
    assertEquals(
        Map.of(),
        Foresight.byLevel(new Lengths(1), List.of(trial("a", 1, 1, 0.1)), Objective.ACCURACY));
  }
}
