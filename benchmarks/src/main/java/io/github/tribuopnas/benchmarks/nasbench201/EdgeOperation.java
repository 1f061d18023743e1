package io.github.tribuopnas.benchmarks.nasbench201;

/** What an edge of a NAS-Bench-201 cell does. */
public enum EdgeOperation {
  /** Passes nothing on. */
  NONE("none"),
  /** Passes its input on unchanged. */
  SKIP("skip_connect"),
  /** ReLU, convolution of 1x1, batch normalization. */
  CONVOLUTION_1X1("nor_conv_1x1"),
  /** ReLU, convolution of 3x3, batch normalization. */
  CONVOLUTION_3X3("nor_conv_3x3"),
  /** Average pooling of 3x3. */
  AVERAGE_POOL_3X3("avg_pool_3x3");

  private final String text;

  EdgeOperation(String text) {
    this.text = text;
  }

  /**
   * Returns the name that the benchmark uses.
   *
   * @return the name
   */
  public String text() {
    return text;
  }
}
