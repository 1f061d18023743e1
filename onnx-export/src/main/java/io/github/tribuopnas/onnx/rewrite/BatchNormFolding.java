package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.List;
import java.util.Optional;

/**
 * Folds batch normalization into the convolution whose only reader it is: {@code w' = w * s} and
 * {@code b' = (b - mean) * s + beta} with {@code s = gamma / sqrt(var + epsilon)} per output
 * channel. Where convolutions are joined along the channels first, each takes its share.
 */
final class BatchNormFolding {
  private static final float DEFAULT_EPSILON = 1e-5f;
  private static final int PARAMETERS = 5;

  private final EditableGraph graph;

  private BatchNormFolding(EditableGraph graph) {
    this.graph = graph;
  }

  /** Folds what can be folded; outputs of the graph keep their names. */
  static void apply(EditableGraph graph) {
    BatchNormFolding folding = new BatchNormFolding(graph);
    graph.nodes("BatchNormalization").forEach(folding::fold);
  }

  private void fold(NodeProto.Builder norm) {
    Optional<Scaling> scaling = scaling(norm);
    if (scaling.isEmpty()) {
      return;
    }
    String x = norm.getInput(0);
    Optional<NodeProto.Builder> before = graph.producer(x).filter(node -> graph.isReadOnce(x));
    if (before.isEmpty()) {
      return;
    }
    NodeProto.Builder source = before.get();
    List<NodeProto.Builder> convolutions = convolutions(source);
    if (channels(convolutions) != scaling.get().channels()) {
      return;
    }
    int channel = 0;
    for (NodeProto.Builder convolution : convolutions) {
      fold(convolution, scaling.get(), channel);
      channel += channels(convolution);
    }
    graph.remove(norm);
    graph.compute(source, norm.getOutput(0));
  }

  /** The convolutions whose channels, in their order, a node puts out; none if there are others. */
  private List<NodeProto.Builder> convolutions(NodeProto.Builder node) {
    if (isFoldable(node)) {
      return List.of(node);
    }
    if (!isJoinOfFoldable(node)) {
      return List.of();
    }
    return node.getInputList().stream().map(part -> graph.producer(part).orElseThrow()).toList();
  }

  private int channels(List<NodeProto.Builder> convolutions) {
    return convolutions.stream().mapToInt(this::channels).sum();
  }

  private int channels(NodeProto.Builder convolution) {
    return Math.toIntExact(graph.floats(convolution.getInput(1)).orElseThrow().getDims(0));
  }

  private Optional<Scaling> scaling(NodeProto.Builder norm) {
    boolean plain =
        norm.getInputCount() == PARAMETERS
            && norm.getOutputCount() == 1
            && EditableGraph.integer(norm, "training_mode", 0) == 0;
    if (!plain
        || norm.getInputList().stream().skip(1).anyMatch(name -> graph.floats(name).isEmpty())) {
      return Optional.empty();
    }
    float epsilon =
        EditableGraph.attribute(norm, "epsilon").map(AttributeProto::getF).orElse(DEFAULT_EPSILON);
    return Optional.of(
        new Scaling(
            values(norm.getInput(1)),
            values(norm.getInput(2)),
            values(norm.getInput(3)),
            values(norm.getInput(4)),
            epsilon));
  }

  private float[] values(String constant) {
    return FloatTensors.values(graph.floats(constant).orElseThrow());
  }

  private boolean isFoldable(NodeProto.Builder node) {
    return node.getOpType().equals("Conv")
        && node.getInputCount() > 1
        && graph.floats(node.getInput(1)).filter(w -> w.getDimsCount() > 2).isPresent()
        && node.getInputList().stream().skip(1).allMatch(name -> graph.floats(name).isPresent());
  }

  private boolean isJoinOfFoldable(NodeProto.Builder node) {
    return node.getOpType().equals("Concat")
        && EditableGraph.integer(node, "axis", 0) == 1
        && node.getInputList().stream()
            .allMatch(
                part ->
                    graph.isReadOnce(part)
                        && graph.producer(part).filter(this::isFoldable).isPresent());
  }

  /** Folds the scaling of as many channels as the convolution puts out, from the first given. */
  private void fold(NodeProto.Builder conv, Scaling scaling, int first) {
    String name = conv.getInput(1);
    TensorProto tensor = graph.floats(name).orElseThrow();
    float[] weight = FloatTensors.values(tensor);
    int channels = channels(conv);
    float[] bias = conv.getInputCount() > 2 ? values(conv.getInput(2)) : new float[channels];
    int perChannel = weight.length / channels;
    for (int c = 0; c < channels; c++) {
      double scale = scaling.scale(first + c);
      for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
        weight[i] = (float) (weight[i] * scale);
      }
      bias[c] = (float) scaling.shifted(bias[c], first + c);
    }
    // A weight that two convolutions share is folded twice, under two names.
    String folded =
        graph.addConstant(name + "_folded", FloatTensors.of(weight, tensor.getDimsList()));
    String shift =
        graph.addConstant(name + "_folded_bias", FloatTensors.of(bias, List.of((long) channels)));
    graph.setInputs(conv, List.of(conv.getInput(0), folded, shift));
  }

  /** The parameters of a normalization, one value of each per channel. */
  private record Scaling(
      float[] gamma, float[] beta, float[] mean, float[] variance, float epsilon) {

    /** How many they are, or -1 if they disagree. */
    int channels() {
      boolean same =
          beta.length == gamma.length
              && mean.length == gamma.length
              && variance.length == gamma.length;
      return same && gamma.length > 0 ? gamma.length : -1;
    }

    double scale(int channel) {
      return gamma[channel] / Math.sqrt((double) variance[channel] + epsilon);
    }

    double shifted(double bias, int channel) {
      return (bias - mean[channel]) * scale(channel) + beta[channel];
    }
  }
}
