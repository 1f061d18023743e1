package io.github.tribuopnas.onnx.quantize;

/**
 * What is known of an array.
 *
 * @param scale of its bytes
 * @param means of its channels, axis 1; a single one if it has no channels
 */
record Statistics(Scale scale, double[] means) {

  /** The mean of a channel; 0 if there is no such channel. */
  double mean(int channel) {
    return channel < means.length ? means[channel] : 0;
  }

  /** The same with another scale, unless that has wider steps than allowed. */
  Statistics within(Scale other, double wider) {
    return other.factor() <= wider * scale.factor() ? new Statistics(other, means) : this;
  }
}
