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
  private Ports() {}

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
   * @param recordings of the block
   * @return the inputs, with what is free named
   */
  public static List<ModelWriter.Port> inputs(List<String> names, List<Recording> recordings) {
    return ports(names, i -> recordings.stream().map(r -> r.inputs().get(i)).toList(), recordings);
  }

  /**
   * The outputs of a model.
   *
   * @param names one name per output
   * @param recordings of the block
   * @return the outputs, with what is free named
   */
  public static List<ModelWriter.Port> outputs(List<String> names, List<Recording> recordings) {
    return ports(
        names, i -> recordings.stream().map(r -> r.outputs().get(i).value()).toList(), recordings);
  }

  private static List<ModelWriter.Port> ports(
      List<String> names, IntFunction<List<Call.Value>> values, List<Recording> recordings) {
    List<Shape> batch = recordings.stream().map(r -> r.inputs().get(0).shape()).toList();
    List<ModelWriter.Port> ports = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Shape> shapes = values.apply(i).stream().map(Call.Value::shape).toList();
      List<String> dimensions = new ArrayList<>();
      for (int axis = 0; axis < shapes.get(0).dimension(); axis++) {
        dimensions.add(dimension(names.get(i), shapes, axis, batch));
      }
      ports.add(new ModelWriter.Port(names.get(i), values.apply(i).get(0).type(), dimensions));
    }
    return ports;
  }

  /** Free dimensions have the name of the dimension of the first input that they follow. */
  private static String dimension(String name, List<Shape> shapes, int axis, List<Shape> first) {
    if (Extents.isFixed(shapes, axis)) {
      return Long.toString(shapes.get(0).get(axis));
    }
    int rank = first.get(0).dimension();
    if (Extents.agree(shapes, axis, first, 0)) {
      return "batch";
    }
    if (rank > 3 && Extents.agree(shapes, axis, first, rank - 2)) {
      return "height";
    }
    if (rank > 3 && Extents.agree(shapes, axis, first, rank - 1)) {
      return "width";
    }
    return name + "_axis" + axis;
  }
}
