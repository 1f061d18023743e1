package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what of a graph may compute with whole numbers, and which arrays that needs as bytes. */
final class Layers {
  /** Layers of activations alone. */
  private static final Set<String> JOINS =
      Set.of("Add", "Concat", "AveragePool", "GlobalAveragePool");

  /** Operators that take bytes as they are: their results have the scale of what goes in. */
  private static final Set<String> MOVES =
      Set.of(
          "Relu",
          "MaxPool",
          "Pad",
          "Reshape",
          "Flatten",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Slice");

  private final EditableGraph graph;
  private final List<Layer> layers = new ArrayList<>();
  private final Set<String> outputs = new HashSet<>();

  Layers(EditableGraph graph) {
    this.graph = graph;
    for (NodeProto.Builder node : graph.nodes()) {
      layer(node).ifPresent(layers::add);
    }
    layers.forEach(layer -> outputs.add(layer.output()));
  }

  List<Layer> all() {
    return layers;
  }

  private Optional<Layer> layer(NodeProto.Builder node) {
    String value = node.getOutput(0);
    List<NodeProto.Builder> readers = graph.readers(value);
    boolean rectified = graph.isReadOnce(value) && readers.get(0).getOpType().equals("Relu");
    String output = rectified ? readers.get(0).getOutput(0) : value;
    if (graph.isOutput(output) && !isProduct(node) || node.getOutputCount() != 1) {
      return Optional.empty();
    }
    if (isWeighted(node)) {
      return Optional.of(new Layer(node, output, true));
    }
    boolean joins =
        JOINS.contains(node.getOpType())
            && node.getInputList().stream().noneMatch(this::isConstant);
    return joins ? Optional.of(new Layer(node, output, false)) : Optional.empty();
  }

  /** What the runtime also computes with a result of single precision. */
  private static boolean isProduct(NodeProto.Builder node) {
    return node.getOpType().equals("Gemm") || node.getOpType().equals("MatMul");
  }

  private boolean isWeighted(NodeProto.Builder node) {
    boolean kind = node.getOpType().equals("Conv") || isProduct(node) && isPlain(node);
    if (!kind
        || node.getInputCount() < 2
        || node.getInputList().stream().skip(1).anyMatch(i -> graph.floats(i).isEmpty())
        || isConstant(node.getInput(0))) {
      return false;
    }
    TensorProto weight = graph.floats(node.getInput(1)).orElseThrow();
    int axes = weight.getDimsCount();
    return (node.getOpType().equals("Conv") ? axes > 2 : axes == 2)
        && elements(weight) > 0
        && (node.getInputCount() < 3
            || isOneRow(
                graph.floats(node.getInput(2)).orElseThrow(),
                weight.getDims(Layer.outputAxis(node))));
  }

  /** A bias may be a matrix with another row for each example, which is none of a layer. */
  private static boolean isOneRow(TensorProto bias, long outputs) {
    List<Long> dims = bias.getDimsList();
    long last = dims.isEmpty() ? 1 : dims.get(dims.size() - 1);
    return (last == 1 || last == outputs) && elements(bias) == last;
  }

  private static long elements(TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
  }

  private static boolean isPlain(NodeProto.Builder node) {
    return node.getAttributeList().stream()
        .allMatch(
            a ->
                switch (a.getName()) {
                  case "alpha", "beta" -> a.getF() == 1;
                  case "transA" -> a.getI() == 0;
                  default -> true;
                });
  }

  private boolean isConstant(String value) {
    return graph.constants().containsKey(source(value));
  }

  /** The activations that a layer reads. */
  static List<String> activations(Layer layer) {
    List<String> inputs = layer.node().getInputList();
    return layer.isWeighted() ? List.of(inputs.get(0)) : List.copyOf(inputs);
  }

  /** Whether an operator takes bytes as they are. */
  boolean isMove(NodeProto.Builder node) {
    return MOVES.contains(node.getOpType())
        && (!node.getOpType().equals("Pad") || padsWithZeros(node))
        && node.getOutputCount() == 1
        && !graph.isOutput(node.getOutput(0))
        && !outputs.contains(node.getOutput(0));
  }

  private boolean padsWithZeros(NodeProto.Builder node) {
    boolean isConstant =
        EditableGraph.attribute(node, "mode")
            .filter(mode -> !mode.getS().toStringUtf8().equals("constant"))
            .isEmpty();
    boolean isZero =
        node.getInputCount() < 3
            || node.getInput(2).isEmpty()
            || graph
                .floats(node.getInput(2))
                .filter(value -> elements(value) == 1 && FloatTensors.values(value)[0] == 0)
                .isPresent();
    return isConstant && isZero;
  }

  /** The array whose bytes a value consists of. */
  String source(String value) {
    String source = value;
    Optional<NodeProto.Builder> producer = graph.producer(source);
    while (producer.isPresent() && isMove(producer.get())) {
      source = producer.get().getInput(0);
      producer = graph.producer(source);
    }
    return source;
  }

  /** The arrays that must be known as bytes for some layers to compute with whole numbers. */
  Set<String> sources(List<Layer> quantized) {
    Set<String> sources = new LinkedHashSet<>();
    for (Layer layer : quantized) {
      activations(layer).forEach(value -> sources.add(source(value)));
      if (!graph.isOutput(layer.output())) {
        sources.add(layer.output());
      }
    }
    return sources;
  }
}
