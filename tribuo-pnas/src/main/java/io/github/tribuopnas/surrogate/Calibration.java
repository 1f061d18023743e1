package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.surrogate.row.Moments;
import java.util.stream.IntStream;

/**
 * What the standard deviations of a prior are worth on the images at hand, at each level: an
 * expectation is the mean of the level's random cells and so many times a slope. A level without
 * trials has the figures of the nearest one that has some. Immutable.
 *
 * @param levels the levels that have trials, ascending
 * @param means what random cells of each would reach
 * @param deviations of what was measured at each
 * @param correlation how much of a deviation an expected one is worth, 0 to 1
 */
record Calibration(int[] levels, double[] means, double[] deviations, double correlation) {

  /** The correlation that is assumed of a prior, and how many trials that assumption weighs. */
  private static final double ASSUMED = 0.6;

  private static final double ASSUMED_TRIALS = 10;

  /** The scale of the prior itself, without a trial. */
  static final Calibration NONE =
      new Calibration(new int[] {1}, new double[] {0}, new double[] {1}, ASSUMED);

  /**
   * Learns from trials.
   *
   * @param levelOf each trial's level
   * @param expected what the prior told of each
   * @param goodness what each reached, high if good
   * @return {@link #NONE} if there are none
   */
  static Calibration of(int[] levelOf, double[] expected, double[] goodness) {
    int[] levels = IntStream.of(levelOf).distinct().sorted().toArray();
    if (levels.length == 0) {
      return NONE;
    }
    double[] means = new double[levels.length];
    double[] deviations = new double[levels.length];
    double products = ASSUMED * ASSUMED_TRIALS;
    double squares = ASSUMED_TRIALS;
    double[] expectedMeans = new double[levels.length];
    for (int level = 0; level < levels.length; level++) {
      int wanted = levels[level];
      int[] places = IntStream.range(0, levelOf.length).filter(i -> levelOf[i] == wanted).toArray();
      double[] reached = IntStream.of(places).mapToDouble(i -> goodness[i]).toArray();
      double[] told = IntStream.of(places).mapToDouble(i -> expected[i]).toArray();
      means[level] = Moments.mean(reached);
      expectedMeans[level] = Moments.mean(told);
      deviations[level] = Moments.deviation(reached);
      for (int i = 0; i < places.length && deviations[level] > 0; i++) {
        double above = told[i] - expectedMeans[level];
        products += above * (reached[i] - means[level]) / deviations[level];
        squares += above * above;
      }
    }
    double correlation = Math.max(0, Math.min(1, products / squares));
    for (int level = 0; level < levels.length; level++) {
      means[level] -= correlation * deviations[level] * expectedMeans[level];
    }
    return new Calibration(levels, means, deviations, correlation);
  }

  /** What is expected of a cell of a level of which the prior tells so many deviations. */
  double expected(int level, double prior) {
    int nearest = nearest(level);
    return means[nearest] + correlation * deviations[nearest] * prior;
  }

  /** The standard deviation of what the prior does not know. */
  double unexplained(int level) {
    return deviations[nearest(level)] * Math.sqrt(1 - correlation * correlation);
  }

  private int nearest(int level) {
    int nearest = 0;
    for (int i = 1; i < levels.length; i++) {
      if (Math.abs(levels[i] - level) < Math.abs(levels[nearest] - level)) {
        nearest = i;
      }
    }
    return nearest;
  }
}
