package io.github.tribuopnas.onnx;

import java.util.List;
import java.util.Locale;

/**
 * How far DJL and ONNX Runtime are apart on the same inputs.
 *
 * @param maxAbsolute largest difference of two output elements
 * @param maxRelative largest difference of two output elements relative to the larger of 1 and
 *     DJL's value
 * @param elements how many output elements were compared
 * @param batchSizes the batch sizes that were run
 */
public record OnnxVerification(
    double maxAbsolute, double maxRelative, long elements, List<Integer> batchSizes) {

  /**
   * Copies the list.
   *
   * @param maxAbsolute largest difference of two output elements
   * @param maxRelative largest difference of two output elements relative to the larger of 1 and
   *     DJL's value
   * @param elements how many output elements were compared
   * @param batchSizes the batch sizes that were run
   */
  public OnnxVerification {
    batchSizes = List.copyOf(batchSizes);
  }

  /**
   * Whether all outputs agree.
   *
   * @param tolerance largest relative difference allowed, for example 1e-4
   * @return true if they do; false for NaN on one side
   */
  public boolean isWithin(double tolerance) {
    return maxRelative <= tolerance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "largest difference %.2e absolute, %.2e relative, over %d outputs for batches %s",
        maxAbsolute,
        maxRelative,
        elements,
        batchSizes);
  }
}
