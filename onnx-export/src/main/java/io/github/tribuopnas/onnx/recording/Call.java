package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation in one recording.
 *
 * @param operation name of the method, without the {@code i} of the in-place forms
 * @param operands arrays that go in, the receiver first
 * @param arguments Java arguments by position, null where an array stands
 * @param results arrays that come out
 * @param place where the block called it
 */
public record Call(
    String operation,
    List<Operand> operands,
    List<Object> arguments,
    List<Value> results,
    String place) {

  /**
   * An array that goes in.
   *
   * @param source where its value comes from
   * @param value its shape and type, or null for one that is absent
   */
  public record Operand(Source source, @Nullable Value value) {

    /**
     * Returns shape and type of an array that is there.
     *
     * @return its shape and type
     */
    public Value known() {
      return Objects.requireNonNull(value, "the operand is absent");
    }
  }

  /**
   * Shape and type of an array.
   *
   * @param shape its dimensions
   * @param type type of an element
   */
  public record Value(Shape shape, DataType type) {}
}
