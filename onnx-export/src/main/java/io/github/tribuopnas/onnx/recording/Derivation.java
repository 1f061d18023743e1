package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a constant of a block was computed from others, unless something writes into one of them:
 * what follows from a length, such as the mask of a sequence, can be computed in the graph.
 *
 * @param operation name of the method
 * @param operands the arrays as they were
 * @param arguments its other arguments
 * @param results shapes and types of what came out
 * @param output which of the results the constant is
 * @param place where the block called it
 */
record Derivation(
    String operation,
    List<Operand> operands,
    List<Object> arguments,
    List<Call.Value> results,
    int output,
    String place) {

  /**
   * An array at the time of the call.
   *
   * @param real its values, or null if there is no array
   * @param source where they come from; null for a constant
   * @param derivation how a constant was computed, or null
   * @param storage its memory
   * @param writes how often it had been written to
   */
  record Operand(
      @Nullable NDArray real,
      @Nullable Source source,
      @Nullable Derivation derivation,
      Storage storage,
      int writes) {

    boolean isUnchanged() {
      return storage.writes() == writes;
    }
  }

  boolean isValid() {
    return operands.stream()
        .allMatch(o -> o.isUnchanged() && (o.derivation() == null || o.derivation().isValid()));
  }
}
