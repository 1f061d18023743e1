package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.ConvolutionSpec;

/**
 * One convolution without bias.
 *
 * @param outputs channels it puts out
 * @param kernel size of the kernel, {@code [height, width]}
 * @param stride strides, {@code [height, width]}
 * @param padding zeros added on each side, {@code [height, width]}
 * @param dilation distance between the kernel's rows and columns
 * @param groups groups of channels; as many as inputs in a depthwise convolution
 */
record Convolution(
    int outputs, Shape kernel, Shape stride, Shape padding, Shape dilation, int groups) {

  private static final Shape UNIT = new Shape(1, 1);

  static Convolution pointwise(int outputs, int stride) {
    return new Convolution(
        outputs, new Shape(1, 1), new Shape(stride, stride), new Shape(0, 0), new Shape(1, 1), 1);
  }

  /**
   * Returns a convolution that keeps the size at stride 1.
   *
   * @param spec the kernel
   * @param inputs channels it reads
   * @param filters channels of the cell
   * @param strideHeight stride from row to row
   * @param strideWidth stride from column to column
   */
  static Convolution of(
      ConvolutionSpec spec, int inputs, int filters, int strideHeight, int strideWidth) {
    int dilation = spec.dilation();
    return new Convolution(
        spec.outputs(inputs, filters),
        new Shape(spec.height(), spec.width()),
        new Shape(strideHeight, strideWidth),
        new Shape(dilation * (spec.height() / 2), dilation * (spec.width() / 2)),
        new Shape(dilation, dilation),
        spec.depthwise() ? inputs : 1);
  }

  /** A full convolution without padding. */
  static Convolution valid(int outputs, int height, int width, int stride) {
    return new Convolution(
        outputs,
        new Shape(height, width),
        new Shape(stride, stride),
        new Shape(0, 0),
        new Shape(1, 1),
        1);
  }

  /**
   * Runs the convolution.
   *
   * <p>A strided pointwise convolution reads every second pixel only, and is run as just that: the
   * engine's own (oneDNN's, with channels last and few of them) writes beyond its buffers in the
   * backward pass and crashes the process. Pooling over single pixels picks the same ones.
   *
   * @param x {@code [batch, inputs, height, width]}
   * @param weight of {@link #weightShape}
   * @return {@code [batch, outputs, height, width]}
   */
  NDArray apply(NDArray x, NDArray weight) {
    if (picksPixels()) {
      NDArray picked = Pool.maxPool2d(x, kernel, stride, padding, false);
      return convolve(picked, weight, UNIT);
    }
    return convolve(x, weight, stride);
  }

  private boolean picksPixels() {
    return kernel.size() == 1 && stride.size() > 1;
  }

  private NDArray convolve(NDArray x, NDArray weight, Shape by) {
    return Conv2d.conv2d(x, weight, null, by, padding, dilation, groups).singletonOrThrow();
  }

  Shape weightShape(int inputs) {
    return new Shape(outputs, inputs / groups, kernel.get(0), kernel.get(1));
  }

  ImageShape output(ImageShape input) {
    return new ImageShape(length(input.height(), 0), length(input.width(), 1), outputs);
  }

  Cost cost(ImageShape input) {
    ImageShape output = output(input);
    long elements = output.pixels();
    long picked =
        picksPixels() ? MaxPooling.HELD * output.withChannels(input.channels()).pixels() : 0;
    return new Cost(
        elements * kernel.size() * (input.channels() / groups), elements, elements + picked, 1);
  }

  /** Returns kernel, stride, dilation, groups and outputs in short. */
  @Override
  public String toString() {
    return kernel + "/" + stride + "~" + dilation + ":" + groups + ">" + outputs;
  }

  private int length(int input, int axis) {
    long reach = dilation.get(axis) * (kernel.get(axis) - 1) + 1;
    long room = input + 2 * padding.get(axis) - reach;
    if (room < 0) {
      throw new IllegalArgumentException(
          "a side of "
              + input
              + " pixels is too small for a kernel of "
              + reach
              + " without padding; use larger images");
    }
    return (int) (room / stride.get(axis)) + 1;
  }
}
