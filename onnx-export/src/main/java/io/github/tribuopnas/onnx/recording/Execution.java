package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** How the operations of a recording get their results. */
interface Execution {

  /** An operation on real arrays. */
  @FunctionalInterface
  interface Operation<E extends Throwable> {
    Object run() throws E;
  }

  /**
   * The result of an operation that gives out arrays.
   *
   * @param name of the method
   * @param operands what its arrays are, see {@link RecordingArray#identity}
   * @param arguments its Java arguments, arrays left out
   */
  <E extends Throwable> Object run(
      String name, List<Object> operands, List<Object> arguments, Operation<E> operation) throws E;

  /** The shape that the block is told. */
  Shape shape(NDArray real);

  /**
   * Whether values are computed: otherwise none are written into constants, and no call is noted.
   */
  boolean isLive();

  /**
   * Told at the end.
   *
   * @param outputs what the arrays are that the block returned
   */
  void returned(List<Object> outputs);
}
