package io.github.tribuopnas.onnx.tried;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import io.github.tribuopnas.onnx.LambdaCell;
import java.util.function.Function;

/** Makes blocks to try. */
final class Blocks {
  private Blocks() {}

  /** A function of one input. */
  static TriedBlock cell(String name, Shape input, Function<NDArray, NDArray> forward) {
    return lambda(name, LambdaCell.of(forward), input);
  }

  static TriedBlock lambda(String name, LambdaCell cell, Shape... inputs) {
    return TriedBlock.of(name, manager -> cell.ready(manager, batched(inputs)), inputs);
  }

  /** A function of images, whose height and width are free. */
  static TriedBlock images(String name, Shape input, Function<NDArray, NDArray> forward) {
    return cell(name + ", any size", input, forward).with(b -> b.optFreeSize());
  }

  /** A function of sequences, whose length is free. */
  static TriedBlock sequences(String name, Shape input, Function<NDArray, NDArray> forward) {
    return cell(name + ", any length", input, forward)
        .with(b -> b.optFreeAxis("input", 1, "length"));
  }

  /** A block of DJL with weights of a trained one's size. */
  static TriedBlock layer(String name, Block block, Shape... inputs) {
    return TriedBlock.of(name, manager -> initialized(block, manager, inputs), inputs);
  }

  private static Block initialized(Block block, NDManager manager, Shape... inputs) {
    block.setInitializer(new NormalInitializer(0.3f), Parameter.Type.WEIGHT);
    block.setInitializer(new NormalInitializer(0.3f), Parameter.Type.BIAS);
    block.initialize(manager, DataType.FLOAT32, batched(inputs));
    return block;
  }

  private static Shape[] batched(Shape... inputs) {
    Shape[] batched = new Shape[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      batched[i] = new Shape(2).addAll(inputs[i]);
    }
    return batched;
  }

  static long batch(NDArray x) {
    return x.getShape().get(0);
  }

  static long height(NDArray x) {
    return x.getShape().get(2);
  }

  static long width(NDArray x) {
    return x.getShape().get(3);
  }
}
