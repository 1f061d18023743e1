package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;

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
   * @param value its shape and type
   */
  public record Operand(Source source, Value value) {}

  /**
   * Shape and type of an array; null for one that is absent.
   *
   * @param shape its dimensions
   * @param type type of an element
   */
  public record Value(Shape shape, DataType type) {}
}
