package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Require;

/**
 * A convolution without bias that keeps the height and width of its input.
 *
 * @param depthwise whether each channel is convolved alone, so that there are as many channels
 *     after it as before
 * @param height of the kernel in pixels, odd
 * @param width of the kernel in pixels, odd
 * @param dilation distance between the pixels that the kernel reads, at least 1
 * @param expansion channels put out for each that is read, or {@link #TO_FILTERS}
 */
public record ConvolutionSpec(
    boolean depthwise, int height, int width, int dilation, int expansion) {

  /** The expansion of a convolution that puts out as many channels as the cell has filters. */
  public static final int TO_FILTERS = 0;

  /**
   * Checks the numbers.
   *
   * @param depthwise whether each channel is convolved alone
   * @param height of the kernel in pixels, odd
   * @param width of the kernel in pixels, odd
   * @param dilation distance between the pixels that the kernel reads, at least 1
   * @param expansion channels put out for each that is read, or {@link #TO_FILTERS}
   * @throws IllegalArgumentException if a side is not odd, the dilation is below 1, the expansion
   *     below 0, or a depthwise convolution changes the channels
   */
  public ConvolutionSpec {
    checkSide(height);
    checkSide(width);
    if (dilation < 1) {
      throw new IllegalArgumentException(
          "dilation " + dilation + " of a convolution; allowed are 1 and more");
    }
    Require.atLeast("expansion", expansion, TO_FILTERS);
    Require.that(
        !depthwise || expansion == 1, "expansion of a depthwise convolution", expansion, "1");
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
    return new ConvolutionSpec(true, side, side, dilation, 1);
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
    return new ConvolutionSpec(false, height, width, 1, TO_FILTERS);
  }

  /**
   * Returns a pointwise convolution to more channels than it reads.
   *
   * @param times channels put out for each that is read, at least 1
   * @return the convolution of all channels of one pixel
   * @throws IllegalArgumentException if the number is out of range
   */
  public static ConvolutionSpec expanding(int times) {
    return new ConvolutionSpec(false, 1, 1, 1, Require.atLeast("expansion", times, 1));
  }

  /**
   * Returns how many channels the convolution puts out.
   *
   * @param inputs those it reads
   * @param filters those of the cell
   * @return the number
   */
  public int outputs(int inputs, int filters) {
    return expansion == TO_FILTERS ? filters : inputs * expansion;
  }

  /**
   * Says whether a pixel is put out of its neighbors too.
   *
   * @return whether the kernel is larger than 1x1
   */
  public boolean readsNeighbors() {
    return height > 1 || width > 1;
  }

  /** The weights between channels of some numbers. */
  int weights(int inputs, int filters) {
    return height * width * (depthwise ? 1 : inputs) * outputs(inputs, filters);
  }
}
