package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the built-in mappings. */
final class MappingTable {
  private final Map<String, Mappings.Entry> entries = new LinkedHashMap<>();

  /** A mapping to one value, which is what nearly all operations have. */
  @FunctionalInterface
  interface Single {
    String emit(RecordedCall call, OnnxGraph graph);
  }

  void put(String operation, String operators, Single mapping) {
    putAll(operation, operators, (call, graph) -> List.of(mapping.emit(call, graph)));
  }

  void putAll(String operation, String operators, OperatorMapping mapping) {
    if (entries.put(operation, new Mappings.Entry(operators, mapping)) != null) {
      throw new IllegalStateException("two mappings of " + operation);
    }
  }

  Map<String, Mappings.Entry> entries() {
    return entries;
  }
}
