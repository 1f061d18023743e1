package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.prior.PriorMean;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the weighted mean of what was known before the first trial and of what another surrogate
 * learned from the trials, whose weight grows with their number. Predicts before any fit, in the
 * units of {@link Calibration#NONE} then.
 */
final class InformedSurrogate implements Surrogate<Cell> {

  /**
   * This many trials weigh as much as what was known before; twice as many, eight times as much.
   */
  private static final double EQUAL_TRIALS = 20;

  private final Supplier<PriorMean> source;
  private final Surrogate<Cell> learner;
  private final Objective.Direction direction;
  private Calibration calibration = Calibration.NONE;
  private double weight;
  private @Nullable PriorMean known;

  /**
   * Makes a surrogate that predicts at once.
   *
   * @param prior tells what is known beforehand, when it is first needed
   * @param learner learns from the trials; used by this one alone
   * @param objective what is predicted
   */
  InformedSurrogate(Supplier<PriorMean> prior, Surrogate<Cell> learner, Objective objective) {
    source = prior;
    this.learner = learner;
    direction = objective.direction();
  }

  @Override
  public int minimumTrials() {
    return 0;
  }

  private PriorMean prior() {
    PriorMean prior = known;
    if (prior == null) {
      prior = source.get();
      known = prior;
    }
    return prior;
  }

  @Override
  public void fit(List<Cell> architectures, double[] values) {
    int count = values.length;
    if (architectures.size() != count) {
      throw new IllegalArgumentException(
          architectures.size() + " architectures with " + count + " values");
    }
    calibration =
        Calibration.of(
            architectures.stream().mapToInt(Cell::size).toArray(),
            architectures.stream().mapToDouble(prior()::of).toArray(),
            Arrays.stream(values).map(direction::score).toArray());
    weight = 0;
    if (count >= learner.minimumTrials()) {
      learner.fit(architectures, values);
      double ratio = count / EQUAL_TRIALS;
      weight = 1 - 1 / (1 + ratio * ratio * ratio);
    }
  }

  @Override
  public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
    if (weight > 0) {
      learner.predict(candidates, mean, standardDeviation);
    } else {
      Arrays.fill(mean, 0);
      Arrays.fill(standardDeviation, 0);
    }
    PriorMean prior = prior();
    for (int i = 0; i < mean.length; i++) {
      Cell cell = candidates.get(i);
      double expected = direction.score(calibration.expected(cell.size(), prior.of(cell)));
      mean[i] = weight * mean[i] + (1 - weight) * expected;
      standardDeviation[i] =
          Math.hypot(
              weight * standardDeviation[i], (1 - weight) * calibration.unexplained(cell.size()));
    }
  }
}
