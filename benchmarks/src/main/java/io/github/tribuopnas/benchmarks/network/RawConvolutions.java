package io.github.tribuopnas.benchmarks.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of a network without anything between them: sizes, strides and groups as in the
 * network, padded so that they keep the size, channels last in memory.
 */
final class RawConvolutions {

  private record One(NDArray input, NDArray weight, Shape stride, Shape padding, int groups) {}

  private final NDManager manager;
  private final List<One> all = new ArrayList<>();

  /**
   * Finds them.
   *
   * @param network initialized
   * @param batch images in a batch
   * @param manager owner of their arrays
   */
  RawConvolutions(Block network, int batch, NDManager manager) {
    this.manager = manager;
    find(network, batch);
  }

  private void find(Block block, int batch) {
    for (Pair<String, Block> child : block.getChildren()) {
      find(child.getValue(), batch);
    }
    if (!block.isInitialized() || block.getDirectParameters().isEmpty()) {
      return;
    }
    Shape input = block.describeInput().get(0).getValue();
    Shape output = block.getOutputShapes(new Shape[] {input})[0];
    long[] size = {input.get(2), input.get(3)};
    for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
      Shape weight = parameter.getValue().getArray().getShape();
      if (weight.dimension() == 4) {
        Shape kernel = new Shape(weight.get(2), weight.get(3));
        Shape stride = new Shape(size[0] / output.get(2), size[1] / output.get(3));
        add(batch, size, weight, kernel, stride, input.get(1));
        // The first convolution of a layer makes its strides.
        size = new long[] {output.get(2), output.get(3)};
      }
    }
  }

  private void add(int batch, long[] size, Shape weight, Shape kernel, Shape stride, long inputs) {
    boolean depthwise = weight.get(1) == 1 && weight.get(0) > 1;
    long channels = depthwise ? weight.get(0) : weight.get(1);
    if (!depthwise && channels != inputs && all.isEmpty()) {
      throw new IllegalStateException("a convolution of " + weight + " reads " + inputs);
    }
    NDArray input =
        manager
            .randomUniform(-1, 1, new Shape(batch, size[0], size[1], channels))
            .transpose(0, 3, 1, 2);
    NDArray weights = manager.randomUniform(-1, 1, weight);
    input.setRequiresGradient(true);
    weights.setRequiresGradient(true);
    Shape padding = new Shape(kernel.get(0) / 2, kernel.get(1) / 2);
    all.add(new One(input, weights, stride, padding, depthwise ? (int) channels : 1));
  }

  /** Returns how many there are. */
  int count() {
    return all.size();
  }

  /** Runs each forward and backward. */
  float run() {
    float last = 0;
    for (One one : all) {
      try (NDManager own = manager.newSubManager()) {
        JniUtils.setGradMode(true);
        NDArray output =
            Conv2d.conv2d(
                    one.input(),
                    one.weight(),
                    null,
                    one.stride(),
                    one.padding(),
                    new Shape(1, 1),
                    one.groups())
                .singletonOrThrow();
        output.attach(own);
        NDArray gradient = output.onesLike();
        gradient.attach(own);
        JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
        JniUtils.setGradMode(false);
        try (NDArray inputGradient = one.input().getGradient();
            NDArray weightGradient = one.weight().getGradient()) {
          weightGradient.muli(0);
          inputGradient.muli(0);
          last = weightGradient.getFloat(0, 0, 0, 0);
        }
      }
    }
    return last;
  }
}
