package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * Puts QuantizeLinear and DequantizeLinear around the layers that are to compute with whole
 * numbers. A runtime merges each layer with those around it.
 */
final class QdqWriter {
  /**
   * A bias becomes a whole number of 32 bits, in units of the scales of activation and weight.
   * Where these are too fine for it, those of the weight count for little, and become wider.
   */
  private static final double LARGEST_BIAS = 1 << 30;

  private final EditableGraph graph;
  private final Layers layers;
  private final Map<String, Statistics> activations;
  private final QuantizationOptions options;
  private final Map<String, Scale> scales = new HashMap<>();
  private final Map<String, String> constants = new HashMap<>();
  private final Map<String, float[]> drifts = new HashMap<>();
  private final List<Layer> quantized;
  private final AlignedWeights aligned;
  private final Vectors vectors;

  QdqWriter(
      EditableGraph graph,
      Layers layers,
      List<Layer> quantized,
      Map<String, Statistics> activations,
      QuantizationOptions options) {
    this.graph = graph;
    this.layers = layers;
    this.quantized = quantized;
    this.activations = activations;
    this.options = options;
    boolean isUnsigned = options.activationType() == TensorProto.DataType.UINT8;
    aligned =
        new AlignedWeights(graph, new AlignedChannels(graph, isUnsigned ? quantized : List.of()));
    vectors = new Vectors(graph);
  }

  void write() {
    Set<String> sources = layers.sources(quantized);
    for (String source : sources) {
      scales.put(source, statistics(source).scale());
    }
    List<String> inputs = new ArrayList<>();
    for (Layer layer : quantized) {
      inputs.add(layers.source(layer.node().getInput(0)));
    }
    Set<NodeProto.Builder> weighted = new HashSet<>();
    quantized.stream().filter(Layer::isWeighted).forEach(layer -> weighted.add(layer.node()));
    for (int i = 0; i < quantized.size(); i++) {
      if (quantized.get(i).isWeighted()) {
        quantizeWeight(quantized.get(i), inputs.get(i), weighted);
      }
    }
    vectors.write();
    quantized.forEach(this::dropRelus);
    sources.forEach(this::quantize);
  }

  /** Bytes end where the values do, so nothing is left for a ReLU to do. */
  private void dropRelus(Layer layer) {
    if (!scales.containsKey(layer.output())) {
      return;
    }
    String value = layer.node().getOutput(0);
    while (!value.equals(layer.output())) {
      NodeProto.Builder relu = graph.readers(value).get(0);
      value = relu.getOutput(0);
      graph.remove(relu);
    }
    graph.compute(layer.node(), value);
  }

  private Statistics statistics(String array) {
    return Objects.requireNonNull(activations.get(array), array);
  }

  private Scale scale(String array) {
    return Objects.requireNonNull(scales.get(array), array);
  }

  private void quantize(String source) {
    List<NodeProto.Builder> readers = graph.readers(source);
    Scale scale = scale(source);
    String bytes = graph.unused("q");
    graph.add(node("QuantizeLinear", List.of(source, factor(scale), zero(scale)), bytes));
    rewire(source, readers, bytes, scale);
  }

  /** Readers take the bytes as they are, or what they stand for. */
  private void rewire(String value, List<NodeProto.Builder> readers, String bytes, Scale scale) {
    String back = "";
    for (NodeProto.Builder reader : readers) {
      if (layers.isMove(reader) && reader.getInput(0).equals(value)) {
        move(reader, bytes, scale);
        continue;
      }
      if (back.isEmpty()) {
        back = graph.unused("d");
        graph.add(node("DequantizeLinear", List.of(bytes, factor(scale), zero(scale)), back));
      }
      List<String> inputs = new ArrayList<>(reader.getInputList());
      String floats = back;
      inputs.replaceAll(input -> input.equals(value) ? floats : input);
      graph.setInputs(reader, inputs);
    }
  }

  private void move(NodeProto.Builder node, String bytes, Scale scale) {
    String value = node.getOutput(0);
    String moved = graph.unused("q");
    List<NodeProto.Builder> readers = graph.readers(value);
    graph.remove(node);
    if (node.getOpType().equals("Relu")) {
      graph.add(node("Clip", List.of(bytes, zero(scale)), moved));
    } else {
      List<String> inputs = new ArrayList<>(node.getInputList());
      inputs.set(0, bytes);
      if (node.getOpType().equals("Pad")) {
        inputs.subList(2, Math.max(2, Math.min(3, inputs.size()))).clear();
        inputs.add(2, zero(scale));
      }
      graph.add(node.clone().setOutput(0, moved).clearInput().addAllInput(inputs));
    }
    rewire(value, readers, moved, scale);
  }

  private void quantizeWeight(Layer layer, String source, Set<NodeProto.Builder> weighted) {
    NodeProto.Builder node = layer.node();
    TensorProto tensor = graph.floats(node.getInput(1)).orElseThrow();
    float[] bias = bias(node);
    double unit = LARGEST_BIAS * scale(source).factor();
    Weights weights =
        new Weights(
            tensor,
            layer.outputAxis(),
            options.isReduced(),
            output -> Math.abs(bias[bias.length == 1 ? 0 : output]) / unit);
    float[] shift = weights.shift(means(layer, weights, source), drifts(layer, weights));
    List<String> inputs = new ArrayList<>();
    inputs.add(node.getInput(0));
    inputs.add(dequantized(weights, layer));
    if (isPassedOn(node, weighted)) {
      drifts.put(node.getOutput(0), shift);
    } else if (!node.getOpType().equals("MatMul")) {
      String moved = vectors.add(aligned.vector(layer, moved(bias, shift), 0));
      if (graph.isOutput(node.getOutput(0))) {
        addBehind(node, moved);
      } else {
        inputs.add(moved);
      }
    }
    graph.setInputs(node, inputs);
  }

  /** ONNX Runtime makes a bias whole only where the result is, too. */
  private void addBehind(NodeProto.Builder node, String bias) {
    String output = node.getOutput(0);
    String product = graph.reserve("p");
    graph.compute(node, product);
    graph.add(node("Add", List.of(product, bias), output));
  }

  private float[] bias(NodeProto.Builder node) {
    return node.getInputCount() > 2
        ? FloatTensors.values(graph.floats(node.getInput(2)).orElseThrow())
        : new float[1];
  }

  private static float[] moved(float[] bias, float[] shift) {
    float[] moved = new float[shift.length];
    float largest = 0;
    for (int i = 0; i < moved.length; i++) {
      moved[i] = bias[bias.length == 1 ? 0 : i] - shift[i];
      largest = Math.max(largest, Math.abs(moved[i]));
    }
    return Vectors.rounded(moved, largest / 16);
  }

  /** A layer without a bias needs none if the only layer behind it can compensate its shift. */
  private boolean isPassedOn(NodeProto.Builder node, Set<NodeProto.Builder> weighted) {
    String value = node.getOutput(0);
    if (node.getInputCount() > 2 || !node.getOpType().equals("Conv") || !graph.isReadOnce(value)) {
      return false;
    }
    NodeProto.Builder reader = graph.readers(value).get(0);
    return reader.getOpType().equals("Conv") && weighted.contains(reader);
  }

  /** Where the array was only moved since, its channels are still axis 1. */
  private Weights.InputMean means(Layer layer, Weights weights, String source) {
    String input = layer.node().getInput(0);
    Statistics known = statistics(activations.containsKey(input) ? input : source);
    return byChannel(layer, weights, known::mean);
  }

  private Weights.InputMean drifts(Layer layer, Weights weights) {
    float[] drift = drifts.get(layer.node().getInput(0));
    return drift == null
        ? (output, position) -> 0
        : byChannel(layer, weights, channel -> drift[channel]);
  }

  private Weights.InputMean byChannel(Layer layer, Weights weights, IntToDoubleFunction means) {
    if (!layer.node().getOpType().equals("Conv")) {
      return (output, position) -> means.applyAsDouble(position);
    }
    long groups = EditableGraph.integer(layer.node(), "group", 1);
    int perGroup = Math.toIntExact(weights.outputs() / groups);
    long channels = graph.floats(layer.node().getInput(1)).orElseThrow().getDims(1);
    int perChannel = Math.toIntExact(weights.elementsEach() / channels);
    return (output, position) ->
        means.applyAsDouble((int) (output / perGroup * channels + position / perChannel));
  }

  private String dequantized(Weights weights, Layer layer) {
    TensorProto.Builder tensor = weights.tensor();
    List<String> inputs = new ArrayList<>();
    inputs.add(aligned.weight(layer, graph.addConstant("w", tensor), tensor.getDimsList()));
    inputs.add(vectors.add(aligned.vector(layer, weights.factors(), 1)));
    if (!layer.node().getOpType().equals("Conv")) {
      inputs.add(zeros(weights.outputs())); // QGemm of ONNX Runtime wants them, QLinearConv not.
    }
    String output = graph.unused("d");
    graph.add(
        node("DequantizeLinear", inputs, output)
            .addAttribute(EditableGraph.integerAttribute("axis", layer.outputAxis())));
    return output;
  }

  private String zeros(int length) {
    return constants.computeIfAbsent(
        "zeros " + length,
        key ->
            graph.addConstant(
                "z",
                TensorProto.newBuilder()
                    .setDataType(TensorProto.DataType.INT8.getNumber())
                    .addDims(length)
                    .setRawData(ByteString.copyFrom(new byte[length]))));
  }

  private String factor(Scale scale) {
    return constants.computeIfAbsent(
        "factor " + scale.factor(),
        key -> graph.addConstant("s", FloatTensors.of(new float[] {scale.factor()}, List.of())));
  }

  private String zero(Scale scale) {
    return constants.computeIfAbsent(
        "zero " + scale.zero(),
        key ->
            graph.addConstant(
                "z",
                TensorProto.newBuilder()
                    .setDataType(options.activationType().getNumber())
                    .setRawData(ByteString.copyFrom(new byte[] {zeroByte(scale)}))));
  }

  /** Signed bytes are half of the steps below the unsigned ones. */
  private byte zeroByte(Scale scale) {
    boolean signed = options.activationType() == TensorProto.DataType.INT8;
    return (byte) (signed ? scale.zero() + Byte.MIN_VALUE : scale.zero());
  }

  private static NodeProto.Builder node(String type, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(inputs).addOutput(output);
  }
}
