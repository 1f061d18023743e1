package io.github.tribuopnas.onnx.quantize;

/** How the range of an activation is chosen from the values that examples gave it. */
public enum CalibrationMethod {
  /** From the least to the largest value. */
  MIN_MAX,

  /** Cuts off a ten-thousandth of the values at each end. */
  PERCENTILE,

  /**
   * Cuts off where the distribution of the quantized values has the least divergence from that of
   * the values (Migacz 2017, as TensorRT does).
   */
  ENTROPY
}
