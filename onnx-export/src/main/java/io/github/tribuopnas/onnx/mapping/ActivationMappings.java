package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;
import java.util.Map;

/** Activation functions. Swish and Mish are recorded as the operations that they consist of. */
final class ActivationMappings {
  private ActivationMappings() {}

  static void addTo(MappingTable table) {
    table.put("relu", "Relu, or Max for whole numbers", ActivationMappings::relu);
    table.put("sigmoid", "Sigmoid", ActivationMappings::sigmoid);
    table.put("softPlus", "Softplus", node("Softplus"));
    table.put("softSign", "Softsign", node("Softsign"));
    table.put("leakyRelu", "LeakyRelu", withAlpha("LeakyRelu"));
    table.put("elu", "Elu", withAlpha("Elu"));
    table.put("selu", "Selu", node("Selu"));
    table.put("gelu", "Div Erf Add Mul", ActivationMappings::gelu);
    table.put("softmax", "Softmax", alongAxis("Softmax"));
    table.put("logSoftmax", "LogSoftmax", alongAxis("LogSoftmax"));
  }

  private static String relu(RecordedCall call, OnnxGraph graph) {
    DataType type = call.resultType(0);
    String x = Casts.operand(call, 0, type, graph);
    return type.isFloating()
        ? graph.node("Relu", List.of(x), Map.of())
        : Casts.extreme("Max", x, graph.scalar(0, type), type, graph);
  }

  private static String sigmoid(RecordedCall call, OnnxGraph graph) {
    return Casts.apartIfDouble(node("Sigmoid").emit(call, graph), call.resultType(0), graph);
  }

  private static MappingTable.Single node(String type) {
    return (call, graph) ->
        graph.node(type, List.of(Casts.operand(call, 0, call.resultType(0), graph)), Map.of());
  }

  private static MappingTable.Single withAlpha(String type) {
    return (call, graph) ->
        graph.node(type, List.of(call.input(0)), Map.of("alpha", call.argument(0, Float.class)));
  }

  private static MappingTable.Single alongAxis(String type) {
    return (call, graph) ->
        graph.node(type, List.of(call.input(0)), Map.of("axis", call.argument(0, Integer.class)));
  }

  /** {@code x / 2 * (1 + erf(x / sqrt(2)))}, the exact form that the engine computes. */
  private static String gelu(RecordedCall call, OnnxGraph graph) {
    String x = call.input(0);
    String root = graph.scalar(Math.sqrt(2), call.resultType(0));
    String erf =
        graph.node("Erf", List.of(graph.node("Div", List.of(x, root), Map.of())), Map.of());
    String one = graph.scalar(1, call.resultType(0));
    String half = graph.scalar(0.5, call.resultType(0));
    String gate = graph.node("Add", List.of(erf, one), Map.of());
    String halved = graph.node("Mul", List.of(x, half), Map.of());
    return graph.node("Mul", List.of(halved, gate), Map.of());
  }
}
