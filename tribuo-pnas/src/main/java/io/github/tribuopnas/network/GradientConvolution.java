package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;

/**
 * Convolutions in another form of the same sums, for which the engine has fast gradients on a CPU.
 *
 * <p>For the gradient of the weights oneDNN 3.7 falls back to a matrix product over unfolded images
 * where a depthwise convolution is dilated or a kernel is larger than the image: three to five
 * times as slow. A dilated kernel is therefore run as the larger one with zeros between its
 * weights, and a small image is padded before the convolution instead of in it. Of a pointwise
 * convolution of few pixels most of the time is oneDNN's preparation, so it is run as what it is, a
 * matrix product over the pixels, which lie channels last in memory. Values and gradients are the
 * same but for the order of the sums. Networks that are served are run, and exported, as they are
 * written.
 */
final class GradientConvolution {

  private static final Shape UNIT = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  /** The only dilation of the paper; the engine does not pad by less than -1. */
  private static final int DILATION = 2;

  /** Pixels in a batch up to which a matrix product is faster, measured with 16 to 80 channels. */
  private static final long FEW_PIXELS = 4096;

  private GradientConvolution() {}

  /**
   * Runs a convolution whose gradients will be asked for.
   *
   * @param convolution the convolution
   * @param x {@code [batch, inputs, height, width]}
   * @param weight of its {@link Convolution#weightShape}
   * @return {@code [batch, outputs, height, width]}
   */
  static NDArray apply(Convolution convolution, NDArray x, NDArray weight) {
    if (x.getDevice().isGpu()) {
      return convolution.apply(x, weight);
    }
    if (isPlainPointwise(convolution) && pixels(x) <= FEW_PIXELS) {
      return product(x, weight);
    }
    return isDepthwise(convolution) && convolution.dilation().get(0) == DILATION
        ? padded(undilated(convolution), x, spread(weight, x))
        : padded(convolution, x, weight);
  }

  private static boolean isPlainPointwise(Convolution convolution) {
    return convolution.kernel().size() == 1
        && convolution.stride().size() == 1
        && convolution.groups() == 1;
  }

  private static long pixels(NDArray x) {
    return x.getShape().get(0) * x.getShape().get(2) * x.getShape().get(3);
  }

  /**
   * Gives a weight another shape for one step: arrays made from a weight would otherwise live as
   * long as the weight.
   */
  private static NDArray shaped(NDArray weight, Shape shape, NDArray x) {
    NDArray shaped = weight.reshape(shape);
    shaped.attach(x.getManager());
    return shaped;
  }

  private static NDArray product(NDArray x, NDArray weight) {
    Shape shape = weight.getShape();
    NDArray matrix = shaped(weight, new Shape(shape.get(0), shape.get(1)), x);
    return Linear.linear(x.transpose(0, 2, 3, 1), matrix, null)
        .singletonOrThrow()
        .transpose(0, 3, 1, 2);
  }

  private static boolean isDepthwise(Convolution convolution) {
    return convolution.groups() == convolution.outputs();
  }

  private static Convolution undilated(Convolution convolution) {
    Shape kernel = convolution.kernel();
    return new Convolution(
        convolution.outputs(),
        new Shape(reach(kernel.get(0)), reach(kernel.get(1))),
        convolution.stride(),
        convolution.padding(),
        UNIT,
        convolution.groups());
  }

  private static long reach(long length) {
    return DILATION * (length - 1) + 1;
  }

  /** Puts a zero between the rows and columns of a kernel. */
  private static NDArray spread(NDArray weight, NDArray x) {
    Shape shape = weight.getShape();
    long filters = shape.get(0) * shape.get(1);
    long rows = shape.get(2);
    long columns = shape.get(3);
    return shaped(weight, new Shape(filters, rows, 1, columns, 1), x)
        .pad(new Shape(0, 1, 0, 0, 0, 1), 0)
        .reshape(shape.get(0), shape.get(1), rows * DILATION, columns * DILATION)
        .pad(new Shape(0, -1, 0, -1), 0);
  }

  private static NDArray padded(Convolution convolution, NDArray x, NDArray weight) {
    Shape kernel = convolution.kernel();
    if (x.getShape().get(2) >= kernel.get(0) && x.getShape().get(3) >= kernel.get(1)) {
      return convolution.apply(x, weight);
    }
    long vertical = convolution.padding().get(0);
    long horizontal = convolution.padding().get(1);
    Convolution unpadded =
        new Convolution(
            convolution.outputs(),
            kernel,
            convolution.stride(),
            NONE,
            convolution.dilation(),
            convolution.groups());
    return unpadded.apply(x.pad(new Shape(horizontal, horizontal, vertical, vertical), 0), weight);
  }
}
