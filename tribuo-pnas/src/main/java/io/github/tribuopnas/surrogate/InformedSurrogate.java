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
 * Expects of a cell what was known before the first trial, and has another surrogate learn by how
 * much the trials differ from that. Predicts before any fit. The fewer trials there are, the less
 * their differences count.
 *
 * <p>What is known beforehand are standard deviations above the mean of random cells; the trials
 * tell what these are worth. The mean of a level is that of its random cells, also where the trials
 * were chosen because much was expected of them.
 */
final class InformedSurrogate implements Surrogate<Cell> {

  /** So many trials count half. */
  private static final double HALF_TRUST = Double.parseDouble(System.getProperty("half","30"));

  private final Supplier<PriorMean> source;
  private final Surrogate<Cell> differences;
  private final Objective.Direction direction;
  private Calibration calibration;
  private double trust;
  private @Nullable PriorMean prior;

  /**
   * Makes a surrogate that predicts at once.
   *
   * @param prior tells what is known beforehand, when it is first needed
   * @param differences learns the differences; used by this one alone
   * @param objective what is predicted
   */
  InformedSurrogate(
      Supplier<PriorMean> prior, Surrogate<Cell> differences, Objective objective) {
    source = prior;
    this.differences = differences;
    direction = objective.direction();
    calibration = Calibration.NONE;
  }

  @Override
  public int minimumTrials() {
    return 0;
  }

  private PriorMean prior() {
    if (prior == null) {
      prior = source.get();
    }
    return prior;
  }

  @Override
  public void fit(List<Cell> architectures, double[] values) {
    if (architectures.size() != values.length) {
      throw new IllegalArgumentException(
          architectures.size() + " architectures with " + values.length + " values");
    }
    int count = values.length;
    int[] levels = architectures.stream().mapToInt(Cell::size).toArray();
    double[] expected = architectures.stream().mapToDouble(prior()::of).toArray();
    double[] goodness = Arrays.stream(values).map(direction::score).toArray();
    calibration = Calibration.of(levels, expected, goodness);
    trust = 0;
    if (count >= differences.minimumTrials()) {
      double[] difference = new double[count];
      Arrays.setAll(
          difference, i -> goodness[i] - calibration.expected(levels[i], expected[i]));
      differences.fit(architectures, difference);
      trust = count / (count + HALF_TRUST);
    }
  }

  @Override
  public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
    if (trust > 0) {
      differences.predict(candidates, mean, standardDeviation);
    } else {
      Arrays.fill(mean, 0);
      Arrays.fill(standardDeviation, 0);
    }
    PriorMean known = prior();
    for (int i = 0; i < mean.length; i++) {
      Cell cell = candidates.get(i);
      double expected = calibration.expected(cell.size(), known.of(cell));
      mean[i] = direction.score(expected + trust * mean[i]);
      standardDeviation[i] =
          Math.hypot(
              trust * standardDeviation[i],
              (1 - trust) * calibration.unexplained(cell.size()));
    }
  }
}
