package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts QuantizeLinear and DequantizeLinear around the layers that shall compute with whole numbers.
 * A runtime merges each layer with those around it.
 */
final class QdqWriter {
  private final EditableGraph graph;
  private final Layers layers;
  private final Map<String, Activation> activations;
  private final QuantizationOptions options;
  private final Map<String, Scale> scales = new HashMap<>();
  private final Map<String, String> constants = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  QdqWriter(
      EditableGraph graph,
      Layers layers,
      Map<String, Activation> activations,
      QuantizationOptions options) {
    this.graph = graph;
    this.layers = layers;
    this.activations = activations;
    this.options = options;
  }

  void write(List<Layer> quantized) {
    Set<String> sources = layers.sources(quantized);
    for (String source : sources) {
      scales.put(source, activation(source).scale(options.method()));
    }
    List<String> inputs = new ArrayList<>();
    for (Layer layer : quantized) {
      inputs.add(layers.source(layer.node().getInput(0)));
    }
    for (int i = 0; i < quantized.size(); i++) {
      if (quantized.get(i).isWeighted()) {
        quantizeWeight(quantized.get(i), inputs.get(i));
      }
    }
    quantized.forEach(this::dropRelu);
    sources.forEach(this::quantize);
  }

  /** Short, since there are more names than layers, and a good part of a small file is names. */
  private String name(String kind) {
    counts.merge(kind, 1, Integer::sum);
    return graph.unused(kind + counts.get(kind));
  }

  /** Bytes end at 0 where the values do, so nothing is left for the ReLU to do. */
  private void dropRelu(Layer layer) {
    String value = layer.node().getOutput(0);
    if (!value.equals(layer.output()) && scales.containsKey(layer.output())) {
      NodeProto.Builder relu = graph.producer(layer.output()).orElseThrow();
      graph.remove(relu);
      graph.compute(layer.node(), layer.output());
    }
  }

  private Activation activation(String array) {
    return Objects.requireNonNull(activations.get(array), array);
  }

  private Scale scale(String array) {
    return Objects.requireNonNull(scales.get(array), array);
  }

  private void quantize(String source) {
    List<NodeProto.Builder> readers = graph.readers(source);
    Scale scale = scale(source);
    String bytes = name("q");
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
        back = name("d");
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
    String moved = name("q");
    List<NodeProto.Builder> readers = graph.readers(value);
    graph.remove(node);
    if (node.getOpType().equals("Relu")) {
      graph.add(node("Clip", List.of(bytes, zero(scale)), moved));
    } else {
      List<String> inputs = new ArrayList<>(node.getInputList());
      inputs.set(0, bytes);
      graph.add(node.clone().setOutput(0, moved).clearInput().addAllInput(inputs));
    }
    rewire(value, readers, moved, scale);
  }

  private void quantizeWeight(Layer layer, String source) {
    NodeProto.Builder node = layer.node();
    Scale input = scale(source);
    float[] bias =
        node.getInputCount() > 2
            ? FloatTensors.values(graph.floats(node.getInput(2)).orElseThrow())
            : new float[0];
    TensorProto tensor = graph.floats(node.getInput(1)).orElseThrow();
    Weights weights =
        new Weights(tensor, layer.outputAxis(), bias, input.factor(), options.isReduced());
    List<String> inputs = new ArrayList<>();
    inputs.add(node.getInput(0));
    inputs.add(
        dequantized(
            weights.tensor(), weights.factors(), layer.outputAxis(), TensorProto.DataType.INT8));
    if (!node.getOpType().equals("MatMul")) {
      inputs.add(bias(layer, weights, bias, source, input));
    }
    graph.setInputs(node, inputs);
  }

  private String bias(Layer layer, Weights weights, float[] bias, String source, Scale input) {
    float[] shift = weights.shift(means(layer, weights, source));
    return dequantized(
        weights.bias(
            i -> (bias.length == 0 ? 0 : bias[bias.length == 1 ? 0 : i]) - shift[i],
            input.factor()),
        weights.biasFactors(input.factor()),
        0,
        TensorProto.DataType.INT32);
  }

  /** Where the array was only moved since, its channels are still axis 1. */
  private Weights.InputMean means(Layer layer, Weights weights, String source) {
    String input = layer.node().getInput(0);
    Activation known = activation(activations.containsKey(input) ? input : source);
    if (!layer.node().getOpType().equals("Conv")) {
      return (output, position) -> known.mean(position);
    }
    long groups = EditableGraph.integer(layer.node(), "group", 1);
    int perGroup = Math.toIntExact(weights.outputs() / groups);
    long channels = graph.floats(layer.node().getInput(1)).orElseThrow().getDims(1);
    int perChannel = Math.toIntExact(weights.elementsEach() / channels);
    return (output, position) ->
        known.mean((int) (output / perGroup * channels + position / perChannel));
  }

  private String dequantized(
      TensorProto.Builder values,
      TensorProto.Builder factors,
      int axis,
      TensorProto.DataType type) {
    int length = Math.toIntExact(factors.getDims(0));
    String bytes = graph.addConstant(name("w"), values);
    String factor = graph.addConstant(name("s"), factors);
    String zeros = zeros(type, length);
    String output = name("d");
    graph.add(
        node("DequantizeLinear", List.of(bytes, factor, zeros), output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(axis)));
    return output;
  }

  private String zeros(TensorProto.DataType type, int length) {
    int width = type == TensorProto.DataType.INT8 ? 1 : Integer.BYTES;
    return constants.computeIfAbsent(
        type + " zeros " + length,
        key ->
            graph.addConstant(
                name("z"),
                TensorProto.newBuilder()
                    .setDataType(type.getNumber())
                    .addDims(length)
                    .setRawData(ByteString.copyFrom(new byte[length * width]))));
  }

  private String factor(Scale scale) {
    return constants.computeIfAbsent(
        "factor " + scale.factor(),
        key ->
            graph.addConstant(name("s"), FloatTensors.of(new float[] {scale.factor()}, List.of())));
  }

  private String zero(Scale scale) {
    return constants.computeIfAbsent(
        "zero " + scale.zero(),
        key ->
            graph.addConstant(
                name("z"),
                TensorProto.newBuilder()
                    .setDataType(TensorProto.DataType.UINT8.getNumber())
                    .setRawData(ByteString.copyFrom(new byte[] {(byte) scale.zero()}))));
  }

  private static NodeProto.Builder node(String type, List<String> inputs, String output) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(inputs).addOutput(output);
  }
}
