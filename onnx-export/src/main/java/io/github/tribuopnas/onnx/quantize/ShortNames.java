package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shortens what would fill a small file: names of inner values, descriptions of them, shapes as
 * numbers of 64 bits, attributes that say what holds without them, and nodes that compute what
 * another has computed. Nodes keep the names of their blocks, without the one that is around all.
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

  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** Computed once for all readers; each has one output here. */
  private static final Set<String> SHARED =
      Set.of("QuantizeLinear", "DequantizeLinear", "Clip", "Relu", "Pad", "Gather");

  private final Set<String> ports = new HashSet<>();
  private final Map<String, String> names = new HashMap<>();
  private final int around;
  private int next;

  private ShortNames(GraphProto graph) {
    around = common(graph.getNodeList());
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
      result.addInitializer(packed(tensor).setName(name(tensor.getName())));
    }
    Map<NodeProto, String> known = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      NodeProto.Builder copy =
          node.toBuilder().clearInput().clearOutput().clearDocString().clearAttribute();
      node.getInputList().forEach(value -> copy.addInput(name(value)));
      node.getAttributeList().stream()
          .filter(attribute -> !isDefault(node, attribute))
          .forEach(copy::addAttribute);
      if (isWithoutBlock(node)) {
        copy.clearName();
      }
      if (!copy.getName().isEmpty()) {
        copy.setName(copy.getName().substring(around));
      }
      String output = node.getOutput(0);
      if (SHARED.contains(node.getOpType()) && !ports.contains(output)) {
        String first = known.putIfAbsent(copy.clone().clearName().build(), name(output));
        if (first != null) {
          names.put(output, first);
          continue;
        }
      }
      node.getOutputList().forEach(value -> copy.addOutput(name(value)));
      result.addNode(copy);
    }
    return result.build();
  }

  /** How long the blocks are that all nodes are in, slashes included. */
  private static int common(List<NodeProto> nodes) {
    List<String> names =
        nodes.stream().filter(node -> !isWithoutBlock(node)).map(NodeProto::getName).toList();
    String common = names.isEmpty() ? "" : names.get(0);
    for (String name : names) {
      while (!name.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return common.lastIndexOf('/') + 1;
  }

  private static boolean isWithoutBlock(NodeProto node) {
    return node.getName().isEmpty() || node.getName().matches(node.getOpType() + "_\\d+");
  }

  /** Whole numbers of 64 bits, most of them small, in a byte or two each where that is shorter. */
  private static TensorProto.Builder packed(TensorProto tensor) {
    if (tensor.getDataType() != TensorProto.DataType.INT64.getNumber() || !tensor.hasRawData()) {
      return tensor.toBuilder();
    }
    LongBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    TensorProto.Builder packed = tensor.toBuilder().clearRawData();
    while (values.hasRemaining()) {
      packed.addInt64Data(values.get());
    }
    return packed.build().getSerializedSize() < tensor.getSerializedSize()
        ? packed
        : tensor.toBuilder();
  }

  private String name(String value) {
    return names.computeIfAbsent(value, original -> unused());
  }

  private String unused() {
    String name;
    do {
      name = numbered(next++);
    } while (ports.contains(name));
    return name;
  }

  private static String numbered(int number) {
    String last = DIGITS.substring(number % DIGITS.length(), number % DIGITS.length() + 1);
    return number < DIGITS.length() ? last : numbered(number / DIGITS.length() - 1) + last;
  }

  private static boolean isDefault(NodeProto node, AttributeProto attribute) {
    if (node.getOpType().equals("Conv") && attribute.getName().equals("kernel_shape")) {
      return true; // The weight has it.
    }
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
