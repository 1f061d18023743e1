package io.github.tribuopnas.onnx.quantize;

/**
 * How numbers are written as bytes: {@code value = factor * (byte - zero)}.
 *
 * @param factor width of a step, above 0
 * @param zero the byte that stands for 0
 */
record Scale(float factor, int zero) {
  private static final int STEPS = 255;

  /** The finest scale of unsigned bytes that covers a range and has a byte for 0. */
  static Scale covering(float low, float high) {
    float least = Math.min(0, low);
    float most = Math.max(0, high);
    // Even the smallest step must be a normal number: its inverse is computed.
    float factor = Math.max((most - least) / STEPS, 1e-30f);
    return new Scale(factor, Math.round(-least / factor));
  }
}
