package io.github.tribuopnas.onnx.recording;

import ai.djl.nn.Parameter;
import io.github.tribuopnas.onnx.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** Where the value of a recorded array comes from. */
public sealed interface Source {

  /** An array argument that was null, for example the bias of a convolution without one. */
  record Absent() implements Source {}

  /**
   * Input of the block.
   *
   * @param index its position, from 0
   */
  record Input(int index) implements Source {}

  /**
   * Result of an earlier call.
   *
   * @param call position of the call, from 0
   * @param output which of its results
   */
  record Result(int call, int output) implements Source {}

  /**
   * A parameter.
   *
   * @param name its name in {@code block.getParameters()}
   * @param parameter the parameter
   */
  record Weight(String name, Parameter parameter) implements Source {}

  /**
   * Any other array that does not depend on the values of the inputs.
   *
   * @param tensor its values
   * @param origin what it was computed by, from other constants and weights; or null
   */
  record Constant(Tensor tensor, @Nullable Origin origin) implements Source {}

  /**
   * How a constant was computed.
   *
   * @param call the operation
   * @param output which of its results it is
   */
  record Origin(Call call, int output) {}

  /**
   * Whether the value changes with the inputs of the block.
   *
   * @return true for inputs and results
   */
  default boolean isDependent() {
    return this instanceof Input || this instanceof Result;
  }
}
