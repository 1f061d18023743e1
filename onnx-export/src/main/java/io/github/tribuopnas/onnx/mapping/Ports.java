package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.ModelWriter;
import io.github.tribuopnas.onnx.recording.Call;
import io.github.tribuopnas.onnx.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Declares the inputs and outputs of a model. */
public final class Ports {
  private final List<Recording> recordings;
  private final List<FreeAxis> free;

  /**
   * Declares ports of a recorded block.
   *
   * @param recordings of the block
   * @param free the axes of its inputs that may have any length, besides the batch
   */
  public Ports(List<Recording> recordings, List<FreeAxis> free) {
    this.recordings = recordings;
    this.free = free;
  }

  /**
   * Names for values that have none.
   *
   * @param stem the name, or what it starts with
   * @param count how many
   * @return one name per value
   */
  public static List<String> defaultNames(String stem, int count) {
    return count == 1 ? List.of(stem) : IntStream.range(0, count).mapToObj(i -> stem + i).toList();
  }

  /**
   * The inputs of a model.
   *
   * @param names one name per input
   * @return the inputs, with what is free named
   */
  public List<ModelWriter.Port> inputs(List<String> names) {
    return ports(names, i -> recordings.stream().map(r -> r.inputs().get(i)).toList());
  }

  /**
   * The outputs of a model.
   *
   * @param names one name per output
   * @return the outputs, with what is free named
   */
  public List<ModelWriter.Port> outputs(List<String> names) {
    return ports(names, i -> recordings.stream().map(r -> r.outputs().get(i).value()).toList());
  }

  private List<ModelWriter.Port> ports(List<String> names, IntFunction<List<Call.Value>> values) {
    List<ModelWriter.Port> ports = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Shape> shapes = values.apply(i).stream().map(Call.Value::shape).toList();
      List<String> dimensions = new ArrayList<>();
      for (int axis = 0; axis < shapes.get(0).dimension(); axis++) {
        dimensions.add(dimension(names.get(i), shapes, axis));
      }
      ports.add(new ModelWriter.Port(names.get(i), values.apply(i).get(0).type(), dimensions));
    }
    return ports;
  }

  /** Free dimensions have the name of the free axis that they follow. */
  private String dimension(String name, List<Shape> shapes, int axis) {
    if (Extents.isFixed(shapes, axis)) {
      return Long.toString(shapes.get(0).get(axis));
    }
    if (Extents.agree(shapes, axis, shapesOf(0), 0)) {
      return "batch";
    }
    for (FreeAxis other : free) {
      if (Extents.agree(shapes, axis, shapesOf(other.input()), other.axis())) {
        return other.name();
      }
    }
    return name + "_axis" + axis;
  }

  private List<Shape> shapesOf(int input) {
    return recordings.stream().map(r -> r.inputs().get(input).shape()).toList();
  }
}
