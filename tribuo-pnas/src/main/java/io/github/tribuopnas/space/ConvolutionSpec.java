package io.github.tribuopnas.space;

/**
 * A convolution without bias that keeps the height and width of its input.
 *
 * @param depthwise whether each channel is convolved alone, so that there are as many channels
 *     after it as before; otherwise all are, and there are as many as the cell has filters
 * @param height of the kernel in pixels, odd
 * @param width of the kernel in pixels, odd
 * @param dilation distance between the pixels that the kernel reads, at least 1
 */
public record ConvolutionSpec(boolean depthwise, int height, int width, int dilation) {

  /**
   * Checks the numbers.
   *
   * @param depthwise whether each channel is convolved alone
   * @param height of the kernel in pixels, odd
   * @param width of the kernel in pixels, odd
   * @param dilation distance between the pixels that the kernel reads, at least 1
   * @throws IllegalArgumentException if a side is not odd or the dilation is below 1
   */
  public ConvolutionSpec {
    checkSide(height);
    checkSide(width);
    if (dilation < 1) {
      throw new IllegalArgumentException(
          "dilation " + dilation + " of a convolution; allowed are 1 and more");
    }
  }

  static void checkSide(int side) {
    if (side < 1 || side % 2 == 0) {
      throw new IllegalArgumentException(
          "a side of " + side + " pixels; allowed are odd numbers, so that there is a middle");
    }
  }

  /**
   * Returns a depthwise convolution.
   *
   * @param side of the kernel in pixels, odd
   * @param dilation distance between the pixels that the kernel reads, at least 1
   * @return the convolution of each channel alone
   * @throws IllegalArgumentException if a number is out of range
   */
  public static ConvolutionSpec depthwise(int side, int dilation) {
    return new ConvolutionSpec(true, side, side, dilation);
  }

  /**
   * Returns a pointwise convolution.
   *
   * @return the convolution of all channels of one pixel
   */
  public static ConvolutionSpec pointwise() {
    return full(1, 1);
  }

  /**
   * Returns a convolution of all channels.
   *
   * @param height of the kernel in pixels, odd
   * @param width of the kernel in pixels, odd
   * @return the convolution
   * @throws IllegalArgumentException if a side is not odd
   */
  public static ConvolutionSpec full(int height, int width) {
    return new ConvolutionSpec(false, height, width, 1);
  }

  /** The weights between as many channels. */
  int weights(int channels) {
    return height * width * channels * (depthwise ? 1 : channels);
  }
}
