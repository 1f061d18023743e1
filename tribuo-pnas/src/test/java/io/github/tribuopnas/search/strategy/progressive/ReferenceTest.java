package io.github.tribuopnas.search.strategy.progressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.tribuopnas.search.strategy.Predictions;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  private static Trial<String> trial(double accuracy, double latency) {
    return Trial.complete(
        Proposal.unpredicted("a", 1),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.LATENCY, latency));
  }

  private static final List<Trial<String>> MEASURED = List.of(trial(0.5, 1), trial(0.7, 2));

  private static double[] of(Objective latency, double... predicted) {
    double[][] mean = {new double[predicted.length], predicted};
    return Reference.beyond(
        MEASURED, List.of(Objective.ACCURACY, latency), new Predictions(mean, mean));
  }

  /** Latency scores are negative: the larger, the faster. */
  @Test
  void candidatesThatAreSlowerThanAnyThatWasMeasuredCount() {
    assertArrayEquals(new double[] {0.48, -5.4}, of(LATENCY, -1.5, -5), 1e-12);
  }

  @Test
  void soDoTheSlowestThatWereMeasured() {
    assertArrayEquals(new double[] {0.48, -2.1}, of(LATENCY, -1.5), 1e-12);
  }

  @Test
  void nothingBeyondALimitCounts() {
    assertArrayEquals(new double[] {0.48, -3}, of(LATENCY.withLimit(3), -1.5, -5), 1e-12);
  }
}
