package io.github.tribuopnas.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether labels given with a probability of 0.9 are right nine times in ten. Images are sorted
 * into intervals of equal width by the probability of the label that they were given (Guo et al.
 * 2017, On Calibration of Modern Neural Networks). Not safe for use by several threads.
 */
final class Reliability {

  /** As many as Guo et al. have. */
  static final int BINS = 15;

  private final long[] images = new long[BINS];
  private final double[] confidence = new double[BINS];
  private final long[] right = new long[BINS];

  /**
   * Counts an image.
   *
   * @param probability that of the label it was given, 0 to 1
   * @param isRight whether the label is right
   */
  void add(double probability, boolean isRight) {
    // Interval m has what lies above (m - 1) / M, and m / M itself.
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(probability * BINS) - 1));
    images[bin]++;
    confidence[bin] += probability;
    right[bin] += isRight ? 1 : 0;
  }

  /** Returns the intervals, from that of the lowest probabilities to that of the highest. */
  List<ReliabilityBin> bins() {
    return IntStream.range(0, BINS)
        .mapToObj(
            bin -> {
              double count = Math.max(1, images[bin]);
              return new ReliabilityBin(images[bin], confidence[bin] / count, right[bin] / count);
            })
        .toList();
  }

  /**
   * Returns the expected calibration error: the mean over all images of how far confidence and
   * accuracy of their interval are apart.
   *
   * @param bins the intervals
   * @return the error, 0 to 1; NaN without images
   */
  static double expectedCalibrationError(List<ReliabilityBin> bins) {
    double all = bins.stream().mapToLong(ReliabilityBin::images).sum();
    return bins.stream()
            .mapToDouble(bin -> bin.images() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum()
        / all;
  }
}
