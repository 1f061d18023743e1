package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shortens what would fill a small file: names of inner values, descriptions of them, and
 * attributes that say what holds without them. Nodes keep their names.
 */
final class ShortNames {
  private static final Map<String, Long> DEFAULTS =
      Map.of(
          "dilations", 1L,
          "strides", 1L,
          "group", 1L,
          "pads", 0L,
          "ceil_mode", 0L,
          "count_include_pad", 0L,
          "storage_order", 0L);

  private final Set<String> ports = new HashSet<>();
  private final Map<String, String> names = new HashMap<>();
  private int next;

  private ShortNames(GraphProto graph) {
    graph.getInputList().forEach(port -> ports.add(port.getName()));
    graph.getOutputList().forEach(port -> ports.add(port.getName()));
    ports.add("");
    ports.forEach(port -> names.put(port, port));
  }

  static GraphProto of(GraphProto graph) {
    return new ShortNames(graph).shortened(graph);
  }

  private GraphProto shortened(GraphProto graph) {
    GraphProto.Builder result =
        graph.toBuilder().clearValueInfo().clearNode().clearInitializer().clearDocString();
    for (TensorProto tensor : graph.getInitializerList()) {
      result.addInitializer(tensor.toBuilder().setName(name(tensor.getName())));
    }
    for (NodeProto node : graph.getNodeList()) {
      NodeProto.Builder copy = node.toBuilder().clearInput().clearOutput().clearDocString();
      node.getInputList().forEach(value -> copy.addInput(name(value)));
      node.getOutputList().forEach(value -> copy.addOutput(name(value)));
      copy.clearAttribute();
      node.getAttributeList().stream()
          .filter(attribute -> !isDefault(node, attribute))
          .forEach(copy::addAttribute);
      result.addNode(copy);
    }
    return result.build();
  }

  private String name(String value) {
    return names.computeIfAbsent(value, original -> unused());
  }

  private String unused() {
    String name;
    do {
      name = Integer.toString(next++, Character.MAX_RADIX);
    } while (ports.contains(name));
    return name;
  }

  private static boolean isDefault(NodeProto node, AttributeProto attribute) {
    Long usual = DEFAULTS.get(attribute.getName());
    boolean window = node.getOpType().equals("Conv") || node.getOpType().endsWith("Pool");
    if (usual == null || !window) {
      return false;
    }
    List<Long> values =
        attribute.getIntsCount() > 0 ? attribute.getIntsList() : List.of(attribute.getI());
    return values.stream().allMatch(usual::equals);
  }
}
