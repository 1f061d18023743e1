package io.github.tribuopnas.onnx.recording;

import java.util.List;

/**
 * Examples that differ in one length alone, from which follows what a block does at a length that
 * is beyond them all: numbers that it hands to an operation are polynomials of the length.
 *
 * @param examples their positions, that of the first example first
 * @param lengths the length in each
 * @param target the length that a block is told of
 * @param axis name of the axis, or empty for the batch
 */
public record Extension(List<Integer> examples, List<Long> lengths, long target, String axis) {

  String singular() {
    return axis.isEmpty() ? "large batch" : "long '" + axis + "'";
  }

  String plural() {
    return axis.isEmpty() ? "batches" : "lengths of '" + axis + "'";
  }

  String what() {
    return axis.isEmpty() ? "the size of its batch" : "the length of '" + axis + "'";
  }

  /** The value at the target of the polynomial through the values at the lengths. */
  double at(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double term = values[i];
      for (int j = 0; j < values.length; j++) {
        if (j != i) {
          term *= (double) (target - lengths.get(j)) / (lengths.get(i) - lengths.get(j));
        }
      }
      sum += term;
    }
    return sum;
  }
}
