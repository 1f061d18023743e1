package io.github.tribuopnas.onnx.recording;

import java.util.List;

/**
 * Examples that differ in one length alone, from which follows what a block does at other lengths:
 * numbers that it hands to an operation are polynomials of the length.
 *
 * @param examples their positions, that of the first example first
 * @param lengths the length in each
 * @param targets the lengths that a block is told of; one beyond them all first
 * @param axis name of the axis, or empty for the batch
 */
public record Extension(
    List<Integer> examples, List<Long> lengths, List<Long> targets, String axis) {

  private boolean isBatch() {
    return axis.isEmpty();
  }

  String plural() {
    return isBatch() ? "batches" : "lengths of '" + axis + "'";
  }

  /** One of the lengths that a block is told of. */
  record Target(Extension extension, long length) {

    String singular() {
      boolean isFarthest = length == extension.targets().get(0);
      String named = extension.isBatch() ? "batch" : "'" + extension.axis() + "'";
      return isFarthest
          ? (extension.isBatch() ? "large " : "long ") + named
          : named + " of " + length;
    }

    String plural() {
      return extension.plural();
    }

    String what() {
      return extension.isBatch()
          ? "the size of its batch"
          : "the length of '" + extension.axis() + "'";
    }

    /** The value at the length of the polynomial through the values at the known lengths. */
    double at(double[] values) {
      List<Long> lengths = extension.lengths();
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        double term = values[i];
        for (int j = 0; j < values.length; j++) {
          if (j != i) {
            term *= (double) (length - lengths.get(j)) / (lengths.get(i) - lengths.get(j));
          }
        }
        sum += term;
      }
      return sum;
    }
  }
}
