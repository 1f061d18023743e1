package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the inputs that a block is recorded and verified with. The default draws normal numbers,
 * and whole numbers from the ranges of {@link OnnxExporterBuilder#optInputRange}.
 */
@FunctionalInterface
public interface ExampleInputs {

  /**
   * Makes the inputs of one batch.
   *
   * @param manager creates the arrays
   * @param shapes their shapes, the batch first
   * @param random draws the values; other ones for each batch
   * @return one array per input, in the type that was set for it
   */
  NDList create(NDManager manager, List<Shape> shapes, SplittableRandom random);
}
