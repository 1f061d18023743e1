package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rectifies arrays before they are joined, where all readers of the joined array rectify it: the
 * same values, but a runtime can make the ReLU a part of the convolution or sum that computes each
 * array, which it cannot behind a Concat. Pre-activation networks have such a place after each
 * cell.
 */
final class EarlyRelu {
  private static final String RELU = "Relu";

  private final EditableGraph graph;
  private final Map<String, String> rectified = new HashMap<>();

  private EarlyRelu(EditableGraph graph) {
    this.graph = graph;
  }

  static void apply(EditableGraph graph) {
    EarlyRelu pass = new EarlyRelu(graph);
    graph.nodes("Concat").forEach(pass::move);
  }

  private void move(NodeProto.Builder concat) {
    String joined = concat.getOutput(0);
    List<NodeProto.Builder> readers = graph.readers(joined);
    if (graph.isOutput(joined)
        || readers.isEmpty()
        || !readers.stream().allMatch(reader -> reader.getOpType().equals(RELU))
        || readers.stream().anyMatch(reader -> graph.isOutput(reader.getOutput(0)))
        || concat.getInputList().stream().anyMatch(part -> graph.producer(part).isEmpty())) {
      return;
    }
    graph.setInputs(
        concat,
        concat.getInputList().stream()
            .map(part -> rectified.computeIfAbsent(part, this::rectified))
            .toList());
    for (NodeProto.Builder relu : readers) {
      for (NodeProto.Builder reader : graph.readers(relu.getOutput(0))) {
        List<String> inputs = new ArrayList<>(reader.getInputList());
        inputs.replaceAll(name -> name.equals(relu.getOutput(0)) ? joined : name);
        graph.setInputs(reader, inputs);
      }
      graph.remove(relu);
    }
  }

  /** The rectified array, which may be there already. */
  private String rectified(String array) {
    Optional<NodeProto.Builder> present =
        graph.readers(array).stream().filter(node -> node.getOpType().equals(RELU)).findFirst();
    if (present.isPresent()) {
      return present.get().getOutput(0);
    }
    String name = graph.unused(array + "_rectified");
    graph.add(NodeProto.newBuilder().setOpType(RELU).setName(name).addInput(array).addOutput(name));
    return name;
  }
}
