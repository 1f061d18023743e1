package io.github.tribuopnas.onnx;

import ai.djl.nn.Parameter;

/** Where the value of a recorded array comes from. */
sealed interface Source {

  /** An array argument that was null, for example the bias of a convolution without one. */
  record Absent() implements Source {}

  /** Input of the block. */
  record Input(int index) implements Source {}

  /** Result of an earlier call. */
  record Result(int call, int output) implements Source {}

  /** A parameter, by its name in {@code block.getParameters()}. */
  record Weight(String name, Parameter parameter) implements Source {}

  /** Any other array that does not depend on the inputs. */
  record Constant(Tensor tensor) implements Source {}

  /** Whether the value changes with the inputs of the block. */
  default boolean isDependent() {
    return this instanceof Input || this instanceof Result;
  }
}
