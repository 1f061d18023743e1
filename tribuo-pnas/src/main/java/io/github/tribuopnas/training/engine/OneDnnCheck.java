package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Checks whether oneDNN, the engine's library for convolutions, is correct on this processor: it
 * compares some convolutions in single precision, which oneDNN computes, with double precision,
 * which it does not. PyTorch 2.7.1's was seen to err, up to infinity, with AVX and later
 * instructions on a virtual machine with an AMD processor of family 26, and to be right on others
 * of that family.
 */
public final class OneDnnCheck {

  /** The exit status for errors of oneDNN. */
  public static final int WRONG = 3;

  /**
   * The largest difference allowed between single and double precision, relative to the largest
   * value.
   */
  static final double ALLOWED = 1e-4;

  private static final int BATCH = 2;
  private static final int SEED = 5;
  private static final String ENGINE = "PyTorch";

  private OneDnnCheck() {}

  /**
   * A convolution of squares, and its gradients.
   *
   * @param inputs channels read
   * @param outputs channels written
   * @param height of the kernel
   * @param width of the kernel
   * @param stride of both directions
   * @param groups into which the channels fall
   * @param side of the image
   */
  record Case(int inputs, int outputs, int height, int width, int stride, int groups, int side) {

    Shape pixels() {
      return new Shape(BATCH, side, side, inputs);
    }

    Shape weights() {
      return new Shape(outputs, inputs / groups, height, width);
    }

    NDArray apply(NDArray pixels, NDArray weights) {
      Shape padding = new Shape(height / 2, width / 2);
      Shape strides = new Shape(stride, stride);
      return Conv2d.conv2d(pixels, weights, null, strides, padding, new Shape(1, 1), groups)
          .singletonOrThrow();
    }
  }

  /**
   * How far an operation is off.
   *
   * @param operation what was computed
   * @param relative the largest difference over the largest value; infinite where a value is not
   *     finite
   */
  record Finding(String operation, double relative) {

    boolean wrong() {
      return relative > ALLOWED;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "oneDNN, which computes the engine's convolutions, is off by %.2g of the largest value in"
              + " %s on this processor; allowed is %.0e. Set ONEDNN_MAX_CPU_ISA=SSE41 in the"
              + " environment, so that it does without newer instructions, and start again",
          relative,
          operation,
          ALLOWED);
    }
  }

  /**
   * Checks, for the launchers.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    complaint()
        .ifPresent(
            text -> {
              System.out.println(text);
              System.exit(WRONG);
            });
  }

  /**
   * Checks, on the calling thread.
   *
   * @return what is wrong and what to set; empty if nothing is
   */
  public static Optional<String> complaint() {
    Finding worst = worst();
    return worst.wrong() ? Optional.of(worst.toString()) : Optional.empty();
  }

  /** Returns the operation that is farthest off, on the calling thread. */
  static Finding worst() {
    Finding worst = new Finding("none", 0);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), ENGINE)) {
      for (Case convolution : cases()) {
        Finding finding = convolution(convolution, manager);
        worst = finding.relative() > worst.relative() ? finding : worst;
      }
      Finding recurrent = lstm(manager);
      return recurrent.relative() > worst.relative() ? recurrent : worst;
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int stride : new int[] {1, 2}) {
      cases.add(new Case(8, 6, 1, 7, stride, 1, 12));
      cases.add(new Case(8, 6, 7, 1, stride, 1, 12));
      cases.add(new Case(8, 5, 1, 1, stride, 1, 8));
      for (int kernel : new int[] {3, 5, 7}) {
        cases.add(new Case(8, 8, kernel, kernel, stride, 8, 9));
      }
    }
    cases.add(new Case(3, 16, 3, 3, 1, 1, 16));
    cases.add(new Case(3, 64, 7, 7, 2, 1, 32));
    cases.add(new Case(96, 48, 1, 1, 1, 1, 7));
    cases.add(new Case(32, 64, 3, 3, 1, 1, 14));
    cases.add(new Case(16, 32, 5, 5, 1, 1, 14));
    return cases;
  }

  private static Finding convolution(Case convolution, NDManager manager) {
    double off = 0;
    try (NDManager own = manager.newSubManager();
        GradientMode mode = GradientMode.on()) {
      List<NDArray> single = results(convolution, DataType.FLOAT32, own);
      List<NDArray> precise = results(convolution, DataType.FLOAT64, own);
      for (int i = 0; i < single.size(); i++) {
        off = Math.max(off, relative(single.get(i), precise.get(i)));
      }
    }
    return new Finding("a convolution or its gradient, " + convolution, off);
  }

  /** Values, and the gradients of pixels and weights, of images whose channels come last. */
  private static List<NDArray> results(Case convolution, DataType type, NDManager manager) {
    SplittableRandom random = new SplittableRandom(SEED);
    NDArray x = draw(manager, convolution.pixels(), type, random).transpose(0, 3, 1, 2);
    x.setRequiresGradient(true);
    NDArray weights = draw(manager, convolution.weights(), type, random);
    weights.setRequiresGradient(true);
    NDArray y = convolution.apply(x, weights);
    NDArray slopes = draw(manager, y.getShape(), type, random);
    JniUtils.backward((PtNDArray) y, (PtNDArray) slopes, false, false);
    return List.of(y, x.getGradient(), weights.getGradient());
  }

  private static Finding lstm(NDManager manager) {
    try (NDManager own = manager.newSubManager();
        GradientMode mode = GradientMode.off()) {
      return new Finding(
          "an LSTM", relative(lstm(DataType.FLOAT32, own), lstm(DataType.FLOAT64, own)));
    }
  }

  private static NDArray lstm(DataType type, NDManager manager) {
    int states = 5;
    int features = 3;
    int gates = 4 * states;
    SplittableRandom random = new SplittableRandom(SEED);
    NDArray x = draw(manager, new Shape(BATCH, 6, features), type, random);
    NDArray begin = draw(manager, new Shape(1, BATCH, states), type, random);
    NDList parameters =
        new NDList(
            draw(manager, new Shape(gates, features), type, random),
            draw(manager, new Shape(gates, states), type, random),
            draw(manager, new Shape(gates), type, random),
            draw(manager, new Shape(gates), type, random));
    return x.getNDArrayInternal()
        .lstm(x, new NDList(begin, begin), parameters, true, 1, 0, false, false, true)
        .head();
  }

  private static NDArray draw(
      NDManager manager, Shape shape, DataType type, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return manager.create(values, shape).toType(type, false);
  }

  /** Returns the largest difference over the largest precise value. */
  static double relative(NDArray single, NDArray precise) {
    float[] values = single.toFloatArray();
    double[] right = precise.toDoubleArray();
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        return Double.POSITIVE_INFINITY;
      }
      difference = Math.max(difference, Math.abs(values[i] - right[i]));
      largest = Math.max(largest, Math.abs(right[i]));
    }
    return difference / largest;
  }
}
