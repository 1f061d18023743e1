package io.github.tribuopnas.surrogate.process;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import io.github.tribuopnas.surrogate.row.Moments;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gaussian process regression (Rasmussen and Williams 2006, Algorithm 2.1) with a squared
 * exponential kernel of one length over standardized features. The length and the noise are those
 * of a grid under which what was measured is most likely. Expected improvement relies on its
 * uncertainty, which includes the noise that no feature explains. Exact, so that it costs the cube
 * of the number of measurements to fit, and its square for each candidate: meant for some hundred
 * measurements. Makes no random choices.
 *
 * @param <A> the architecture
 */
public final class GaussianProcess<A> implements Surrogate<A> {

  private static final double[] LENGTHS = {0.5, 1, 2, 4};
  private static final double[] NOISES = {1e-3, 1e-2, 1e-1};

  /** Candidates that are predicted at once. */
  private static final int BLOCK = 128;

  private final FeatureExtractor<A> features;
  private @Nullable Fit fit;

  /** What was learned of values that were standardized. */
  private record Fit(StandardRows rows, double mean, double scale, Posterior posterior) {}

  /**
   * Makes a process.
   *
   * @param features what it knows of an architecture
   */
  public GaussianProcess(FeatureExtractor<A> features) {
    this.features = Objects.requireNonNull(features, "features");
  }

  @Override
  public int minimumTrials() {
    return 2;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the lengths differ, there are fewer than two measurements,
   *     or a value is not finite
   */
  @Override
  public void fit(List<A> architectures, double[] values) {
    if (architectures.size() != values.length) {
      throw new IllegalArgumentException(
          architectures.size() + " architectures with " + values.length + " values");
    }
    Require.atLeast("the number of measurements", values.length, minimumTrials());
    double[][] raw = new double[values.length][];
    for (int i = 0; i < raw.length; i++) {
      A architecture = architectures.get(i);
      Require.that(
          Double.isFinite(values[i]), "value of " + architecture, values[i], "finite numbers");
      raw[i] = row(architecture);
    }
    // Sums of rounded numbers depend on their order, so that of the rows must depend on nothing
    // else.
    int[] order =
        IntStream.range(0, raw.length)
            .boxed()
            .sorted(
                Comparator.<Integer, double[]>comparing(i -> raw[i], Arrays::compare)
                    .thenComparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[][] rows = IntStream.of(order).mapToObj(i -> raw[i]).toArray(double[][]::new);
    double[] ordered = IntStream.of(order).mapToDouble(i -> values[i]).toArray();
    StandardRows standard = StandardRows.of(rows);
    double mean = Moments.mean(ordered);
    double deviation = Moments.deviation(ordered);
    double scale = deviation > 0 ? deviation : 1;
    double[] standardized = Arrays.stream(ordered).map(value -> (value - mean) / scale).toArray();
    fit = new Fit(standard, mean, scale, mostLikely(standard.squares(rows), standardized));
  }

  private double[] row(A architecture) {
    double[] row = new double[features.names().size()];
    features.extract(architecture, row);
    return row;
  }

  private static Posterior mostLikely(double[][] squares, double[] values) {
    Posterior best = null;
    for (double length : LENGTHS) {
      for (double noise : NOISES) {
        Posterior posterior = Posterior.of(squares, values, length, noise);
        if (best == null || posterior.logLikelihood() > best.logLikelihood()) {
          best = posterior;
        }
      }
    }
    return Objects.requireNonNull(best);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the process was never fitted
   */
  @Override
  public void predict(Candidates<A> candidates, double[] mean, double[] standardDeviation) {
    Fit known = fit;
    if (known == null) {
      throw new IllegalStateException("the process was not fitted; call fit");
    }
    for (int start = 0; start < candidates.size(); start += BLOCK) {
      int count = Math.min(BLOCK, candidates.size() - start);
      double[][] raw = new double[count][];
      for (int i = 0; i < count; i++) {
        raw[i] = row(candidates.get(start + i));
      }
      double[] means = new double[count];
      double[] deviations = new double[count];
      known.posterior().predict(known.rows().squares(raw), means, deviations);
      for (int i = 0; i < count; i++) {
        mean[start + i] = known.mean() + known.scale() * means[i];
        standardDeviation[start + i] = known.scale() * deviations[i];
      }
    }
  }
}
