package io.github.tribuopnas.onnx.quantize;

import org.jspecify.annotations.Nullable;

/** What the examples say of one array: its range, its distribution and the mean of each channel. */
final class Activation {
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;
  private double[] sums = new double[0];
  private long perChannel;
  private @Nullable Histogram histogram;

  /**
   * Sees values for the first time.
   *
   * @param values an array {@code [batch, channels, ...]}
   * @param shape its dimensions
   */
  void measure(float[] values, long[] shape) {
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (shape.length >= 2) {
      sum(values, shape);
    }
  }

  private void sum(float[] values, long[] shape) {
    int channels = Math.toIntExact(shape[1]);
    int inner = values.length / Math.toIntExact(shape[0] * shape[1]);
    if (sums.length != channels) {
      sums = new double[channels];
    }
    for (int i = 0; i < values.length; i++) {
      sums[i / inner % channels] += values[i];
    }
    perChannel += shape[0] * inner;
  }

  /** Sees the same values again. */
  void count(float[] values) {
    Histogram counts = histogram();
    for (float value : values) {
      counts.add(value);
    }
  }

  private Histogram histogram() {
    if (histogram == null) {
      histogram = new Histogram(Math.max(Math.abs(least), Math.abs(most)));
    }
    return histogram;
  }

  Scale scale(CalibrationMethod method) {
    return switch (method) {
      case MIN_MAX -> Scale.covering(least, most);
      case PERCENTILE -> {
        float[] range = histogram().withoutTails();
        yield Scale.covering(Math.max(least, range[0]), Math.min(most, range[1]));
      }
      case ENTROPY -> {
        float bound = histogram().entropyBound();
        yield Scale.covering(Math.max(least, -bound), Math.min(most, bound));
      }
    };
  }

  /** The mean of a channel; 0 if it has no such channel. */
  double mean(int channel) {
    return channel < sums.length ? sums[channel] / perChannel : 0;
  }
}
