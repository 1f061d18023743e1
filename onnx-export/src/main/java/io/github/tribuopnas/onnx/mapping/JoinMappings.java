package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operations between one array and several. */
final class JoinMappings {
  private JoinMappings() {}

  static void addTo(MappingTable table) {
    table.put("concat", "Concat", JoinMappings::concat);
    table.put("stack", "Unsqueeze Concat", JoinMappings::stack);
    table.putAll("split", "Split", JoinMappings::split);
  }

  private static String concat(RecordedCall call, OnnxGraph graph) {
    return graph.node("Concat", cast(call, graph), Map.of("axis", call.argument(1, Integer.class)));
  }

  private static List<String> cast(RecordedCall call, OnnxGraph graph) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < call.operandCount(); i++) {
      parts.add(Casts.operand(call, i, call.resultType(0), graph));
    }
    return parts;
  }

  private static String stack(RecordedCall call, OnnxGraph graph) {
    int axis = call.argument(1, Integer.class);
    List<String> parts = new ArrayList<>();
    for (String part : cast(call, graph)) {
      parts.add(graph.node("Unsqueeze", List.of(part, graph.integers(axis)), Map.of()));
    }
    return graph.node("Concat", parts, Map.of("axis", axis));
  }

  private static List<String> split(RecordedCall call, OnnxGraph graph) {
    int axis = Math.floorMod(call.argument(1, Integer.class), call.shape(0).dimension());
    if (call.resultCount() == 1) {
      return List.of(call.input(0));
    }
    if (call.shape(0).get(axis) < 0 && axis == 0) {
      throw call.refused("its parts have other lengths for another batch size");
    }
    List<long[]> sizes = new ArrayList<>();
    for (int recording = 0; recording < call.operandShapes(0).size(); recording++) {
      long[] lengths = new long[call.resultCount()];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = call.resultShapes(i).get(recording).get(axis);
      }
      sizes.add(lengths);
    }
    return graph.nodes(
        "Split",
        List.of(call.input(0), call.numbers(sizes, graph)),
        call.resultCount(),
        Map.of("axis", axis));
  }
}
