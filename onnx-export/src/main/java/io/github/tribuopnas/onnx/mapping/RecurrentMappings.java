package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recurrent layers: one ONNX node per layer, with the gates in ONNX's order. */
final class RecurrentMappings {
  /** Input, output, forget, cell in ONNX; input, forget, cell, output in PyTorch. */
  private static final int[] LSTM_GATES = {0, 3, 1, 2};

  /** Update, reset, hidden in ONNX; reset, update, hidden in PyTorch. */
  private static final int[] GRU_GATES = {1, 0, 2};

  private static final int[] RNN_GATES = {0};

  private RecurrentMappings() {}

  static void addTo(MappingTable table) {
    table.putAll("lstm", "LSTM per layer", RecurrentMappings::lstm);
    table.putAll("gru", "GRU per layer", RecurrentMappings::gru);
    table.putAll("rnn", "RNN per layer", RecurrentMappings::rnn);
  }

  private static List<String> lstm(RecordedCall call, OnnxGraph graph) {
    Layers layers = new Layers(call, graph, "LSTM", LSTM_GATES, 2, 3);
    return layers.emit(8, Map.of());
  }

  private static List<String> gru(RecordedCall call, OnnxGraph graph) {
    // PyTorch multiplies the reset gate into the product, not into the state.
    Layers layers = new Layers(call, graph, "GRU", GRU_GATES, 1, 3);
    return layers.emit(8, Map.of("linear_before_reset", 1));
  }

  private static List<String> rnn(RecordedCall call, OnnxGraph graph) {
    String activation = call.argument(5, Object.class).toString().equals("RELU") ? "Relu" : "Tanh";
    boolean both = call.argument(8, Boolean.class);
    Layers layers = new Layers(call, graph, "RNN", RNN_GATES, 1, 3);
    List<String> activations = both ? List.of(activation, activation) : List.of(activation);
    return layers.emit(9, Map.of("activations", activations.toArray(String[]::new)));
  }

  /** The layers of one call. Operands: input, states, then the weights of all layers. */
  private static final class Layers {
    private final RecordedCall call;
    private final OnnxGraph graph;
    private final String type;
    private final int[] gates;
    private final int states;
    private final boolean biased;
    private final int count;

    Layers(RecordedCall call, OnnxGraph graph, String type, int[] gates, int states, int biasedAt) {
      this.call = call;
      this.graph = graph;
      this.type = type;
      this.gates = gates;
      this.states = states;
      this.biased = call.argument(biasedAt, Boolean.class);
      this.count = call.argument(biasedAt + 1, Integer.class);
    }

    List<String> emit(int batchFirstAt, Map<String, ?> attributes) {
      boolean batchFirst = call.argument(batchFirstAt, Boolean.class);
      boolean both = call.argument(batchFirstAt - 1, Boolean.class);
      int directions = both ? 2 : 1;
      String x = batchFirst ? swapFirst(call.input(0)) : call.input(0);
      List<List<String>> last = new ArrayList<>();
      for (int layer = 0; layer < count; layer++) {
        List<String> outputs = layer(x, layer, directions, attributes);
        last.add(outputs.subList(1, outputs.size()));
        x = joinDirections(outputs.get(0));
      }
      List<String> results = new ArrayList<>();
      results.add(batchFirst ? swapFirst(x) : x);
      for (int state = 0; state < states; state++) {
        int s = state;
        List<String> parts = last.stream().map(l -> l.get(s)).toList();
        results.add(parts.size() == 1 ? parts.get(0) : concat(parts));
      }
      return results;
    }

    private List<String> layer(String x, int layer, int directions, Map<String, ?> attributes) {
      int perDirection = biased ? 4 : 2;
      int first = 1 + states + layer * directions * perDirection;
      List<String> inputWeights = new ArrayList<>();
      List<String> stateWeights = new ArrayList<>();
      List<String> biases = new ArrayList<>();
      for (int d = 0; d < directions; d++) {
        int at = first + d * perDirection;
        checkOrder(at);
        inputWeights.add(unsqueeze(gatesOf(at)));
        stateWeights.add(unsqueeze(gatesOf(at + 1)));
        if (biased) {
          biases.add(unsqueeze(concat(List.of(gatesOf(at + 2), gatesOf(at + 3)))));
        }
      }
      List<String> inputs = new ArrayList<>();
      inputs.add(x);
      inputs.add(concat(inputWeights));
      inputs.add(concat(stateWeights));
      inputs.add(biased ? concat(biases) : "");
      inputs.add("");
      for (int state = 0; state < states; state++) {
        inputs.add(stateOf(1 + state, layer, directions));
      }
      Map<String, Object> all = new TreeMap<>(attributes);
      all.put("hidden_size", call.shape(first + 1).get(1));
      all.put("direction", directions == 2 ? "bidirectional" : "forward");
      return graph.nodes(type, inputs, 1 + states, all);
    }

    /**
     * The engine reads weights by position; bidirectional blocks with bias come in another order.
     */
    private void checkOrder(int at) {
      boolean ordered =
          call.shape(at).dimension() == 2
              && call.shape(at + 1).dimension() == 2
              && (!biased || call.shape(at + 2).dimension() == 1);
      if (!ordered) {
        throw call.refused("its weights are not in the order of the engine");
      }
    }

    private String gatesOf(int operand) {
      if (gates.length == 1) {
        return call.input(operand);
      }
      long[] sizes = new long[gates.length];
      Arrays.fill(sizes, call.shape(operand).get(0) / gates.length);
      List<String> parts =
          graph.nodes(
              "Split",
              List.of(call.input(operand), graph.integers(sizes)),
              gates.length,
              Map.of("axis", 0));
      List<String> ordered = new ArrayList<>();
      for (int gate : gates) {
        ordered.add(parts.get(gate));
      }
      return concat(ordered);
    }

    private String stateOf(int operand, int layer, int directions) {
      if (count == 1) {
        return call.input(operand);
      }
      return graph.node(
          "Slice",
          List.of(
              call.input(operand),
              graph.integers((long) layer * directions),
              graph.integers((long) (layer + 1) * directions),
              graph.integers(0)),
          Map.of());
    }

    private String concat(List<String> parts) {
      return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Map.of("axis", 0));
    }

    private String unsqueeze(String x) {
      return graph.node("Unsqueeze", List.of(x, graph.integers(0)), Map.of());
    }

    private String swapFirst(String x) {
      return graph.node("Transpose", List.of(x), Map.of("perm", new long[] {1, 0, 2}));
    }

    /** From {@code [time, directions, batch, hidden]} to {@code [time, batch, all hidden]}. */
    private String joinDirections(String y) {
      String moved = graph.node("Transpose", List.of(y), Map.of("perm", new long[] {0, 2, 1, 3}));
      return graph.node("Reshape", List.of(moved, graph.integers(0, 0, -1)), Map.of());
    }
  }
}
