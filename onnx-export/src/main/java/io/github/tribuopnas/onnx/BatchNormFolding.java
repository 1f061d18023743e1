package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds batch normalisation into the convolution whose only consumer it is: {@code w' = w * s} and
 * {@code b' = (b - mean) * s + beta} with {@code s = gamma / sqrt(var + epsilon)} per output
 * channel.
 */
final class BatchNormFolding {
  private final OnnxGraph graph;

  BatchNormFolding(OnnxGraph graph) {
    this.graph = graph;
  }

  /** Folds what can be folded; outputs of the graph keep their names. */
  void apply(List<String> outputs) {
    Map<String, OnnxNode> producers = new HashMap<>();
    Map<String, Integer> uses = new HashMap<>();
    outputs.forEach(o -> uses.merge(o, 1, Integer::sum));
    for (OnnxNode node : graph.nodes()) {
      node.outputs().forEach(o -> producers.put(o, node));
      node.inputs().forEach(i -> uses.merge(i, 1, Integer::sum));
    }
    for (OnnxNode norm : List.copyOf(graph.nodes())) {
      OnnxNode conv = producers.get(norm.inputs().isEmpty() ? "" : norm.inputs().get(0));
      if (isFoldable(norm, conv) && uses.get(conv.outputs().get(0)) == 1) {
        fold(conv, norm);
      }
    }
    dropUnused(outputs);
  }

  private boolean isFoldable(OnnxNode norm, OnnxNode conv) {
    return norm.type().equals("BatchNormalization")
        && conv != null
        && conv.type().equals("Conv")
        && conv.inputs().subList(1, conv.inputs().size()).stream().allMatch(this::isFloatConstant)
        && norm.inputs().subList(1, 5).stream().allMatch(this::isFloatConstant);
  }

  private boolean isFloatConstant(String name) {
    Tensor tensor = graph.initializers().get(name);
    return tensor != null && tensor.type() == DataType.FLOAT32;
  }

  private float[] values(String name) {
    return graph.initializers().get(name).toFloatArray();
  }

  private void fold(OnnxNode conv, OnnxNode norm) {
    String weightName = conv.inputs().get(1);
    Shape shape = graph.initializers().get(weightName).shape();
    float[] weight = values(weightName);
    float[] gamma = values(norm.inputs().get(1));
    float[] beta = values(norm.inputs().get(2));
    float[] mean = values(norm.inputs().get(3));
    float[] variance = values(norm.inputs().get(4));
    float epsilon = (Float) norm.attributes().get("epsilon");
    float[] bias = conv.inputs().size() > 2 ? values(conv.inputs().get(2)) : new float[beta.length];
    int perChannel = weight.length / beta.length;
    for (int c = 0; c < beta.length; c++) {
      double scale = gamma[c] / Math.sqrt((double) variance[c] + epsilon);
      for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
        weight[i] = (float) (weight[i] * scale);
      }
      bias[c] = (float) (((double) bias[c] - mean[c]) * scale + beta[c]);
    }
    String folded = named(weightName + "_folded", Tensor.of(weight, shape));
    String foldedBias = named(weightName + "_folded_bias", Tensor.of(bias, new Shape(bias.length)));
    OnnxNode replacement =
        conv.withInputs(List.of(conv.inputs().get(0), folded, foldedBias))
            .withOutputs(norm.outputs());
    graph.nodes().set(graph.nodes().indexOf(conv), replacement);
    graph.nodes().remove(norm);
  }

  /** A weight shared by two convolutions is folded twice, under two names. */
  private String named(String stem, Tensor tensor) {
    String name = stem;
    for (int i = 2; graph.initializers().containsKey(name); i++) {
      name = stem + i;
    }
    return graph.weight(name, tensor.shape(), tensor.type(), () -> tensor);
  }

  private void dropUnused(List<String> outputs) {
    Set<String> used = new HashSet<>(outputs);
    List<List<String>> inputs = new ArrayList<>();
    graph.nodes().forEach(n -> inputs.add(n.inputs()));
    inputs.forEach(used::addAll);
    graph.initializers().keySet().retainAll(used);
  }
}
