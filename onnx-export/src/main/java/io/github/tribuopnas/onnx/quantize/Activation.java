package io.github.tribuopnas.onnx.quantize;

/**
 * What the examples tell about one array so far: its range, distribution and the mean per channel.
 */
final class Activation {
  private final Histogram histogram = new Histogram();
  private float least = Float.POSITIVE_INFINITY;
  private float most = Float.NEGATIVE_INFINITY;
  private double[] sums = new double[0];
  private long perChannel;

  /**
   * Takes values; those that are not finite do not count.
   *
   * @param values an array {@code [batch, channels, ...]}, or of fewer axes
   * @param shape its dimensions
   */
  void see(float[] values, long[] shape) {
    int examples = shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
    int channels = shape.length < 2 ? 1 : Math.toIntExact(shape[1]);
    int inner = values.length / Math.max(1, examples * channels);
    if (sums.length != channels) {
      sums = new double[channels];
    }
    for (int from = 0; from + inner <= values.length && inner > 0; from += inner) {
      sums[from / inner % channels] += sum(values, from, from + inner);
    }
    perChannel += (long) inner * examples;
    histogram.add(values);
  }

  private double sum(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      float value = values[i];
      if (Float.isFinite(value)) {
        sum += value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return sum;
  }

  /** What the quantization needs of it. */
  Statistics statistics(CalibrationMethod method) {
    double[] means = new double[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[i] / Math.max(1, perChannel);
    }
    return new Statistics(scale(method), means);
  }

  private Scale scale(CalibrationMethod method) {
    return switch (method) {
      case MIN_MAX -> Scale.covering(least, most);
      case PERCENTILE -> {
        float[] range = histogram.withoutTails();
        yield Scale.covering(Math.max(least, range[0]), Math.min(most, range[1]));
      }
      case ENTROPY -> {
        float bound = histogram.entropyBound();
        yield Scale.covering(Math.max(least, -bound), Math.min(most, bound));
      }
    };
  }
}
