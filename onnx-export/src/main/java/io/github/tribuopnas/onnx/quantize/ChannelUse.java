package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What an operator does with the channels of arrays whose channels are known. */
enum ChannelUse {
  /** Every output reads all channels, by a weight. */
  MIXES,
  /** Every channel is convolved by itself, by a weight. */
  DEPTHWISE,
  /** Every channel is computed by itself, and all in the same way. */
  EACH,
  /** Channels of one array follow those of another. */
  CONCATENATES,
  /** Like {@link #EACH}, and axes of length 1 behind the channels go. */
  FLATTENS,
  /** Something else, or to arrays whose channels are not known. */
  OTHER;

  static ChannelUse of(EditableGraph graph, NodeProto.Builder node, ChannelGroups groups) {
    if (node.getOutputCount() != 1 || node.getInputCount() == 0) {
      return OTHER;
    }
    String input = node.getInput(0);
    boolean isKnown = groups.contains(input);
    return switch (node.getOpType()) {
      case "Conv" -> ofConvolution(graph, node, groups);
      case "Gemm", "MatMul" -> groups.isFlat(input) ? MIXES : OTHER;
      case "Relu",
          "LeakyRelu",
          "Sigmoid",
          "HardSigmoid",
          "HardSwish",
          "Tanh",
          "Clip",
          "Identity",
          "MaxPool",
          "AveragePool",
          "GlobalAveragePool",
          "GlobalMaxPool" ->
          isKnown ? EACH : OTHER;
      case "Add", "Sub", "Mul" -> ofPair(graph, node, groups);
      case "Pad" -> isKnown && padsBehindChannels(graph, node) ? EACH : OTHER;
      case "Slice" -> isKnown && slicesBehindChannels(graph, node) ? EACH : OTHER;
      case "Flatten" ->
          isKnown && isPooled(graph, node) && EditableGraph.integer(node, "axis", 1) == 1
              ? FLATTENS
              : OTHER;
      case "Reshape" ->
          isKnown
                  && isPooled(graph, node)
                  && node.getInputCount() == 2
                  && integers(graph, node, 1).equals(Optional.of(List.of(0L, -1L)))
              ? FLATTENS
              : OTHER;
      case "Concat" -> ofConcat(node, groups);
      default -> OTHER;
    };
  }

  private static ChannelUse ofConvolution(
      EditableGraph graph, NodeProto.Builder node, ChannelGroups groups) {
    Optional<TensorProto> weight =
        node.getInputCount() > 1 ? graph.floats(node.getInput(1)) : Optional.empty();
    if (weight.isEmpty() || weight.get().getDimsCount() != 4) {
      return OTHER;
    }
    long count = EditableGraph.integer(node, "group", 1);
    if (count == 1) {
      return MIXES;
    }
    boolean isDepthwise =
        weight.get().getDims(0) == count
            && weight.get().getDims(1) == 1
            && groups.contains(node.getInput(0))
            && groups.channels(node.getInput(0)) == count;
    return isDepthwise ? DEPTHWISE : OTHER;
  }

  /** Two arrays of the same channels, or one and a single number. */
  private static ChannelUse ofPair(
      EditableGraph graph, NodeProto.Builder node, ChannelGroups groups) {
    Optional<String> known = node.getInputList().stream().filter(groups::contains).findFirst();
    boolean fits =
        known.isPresent()
            && node.getInputList().stream()
                .allMatch(
                    other ->
                        groups.contains(other)
                            ? groups.channels(other) == groups.channels(known.get())
                                && groups.isFlat(other) == groups.isFlat(known.get())
                            : isNumber(graph, other));
    return fits ? EACH : OTHER;
  }

  private static boolean isNumber(EditableGraph graph, String value) {
    TensorProto tensor = graph.constants().get(value);
    return tensor != null
        && tensor.getDimsCount() <= 1
        && tensor.getDimsList().stream().allMatch(dim -> dim == 1);
  }

  private static ChannelUse ofConcat(NodeProto.Builder node, ChannelGroups groups) {
    boolean fits =
        EditableGraph.integer(node, "axis", 0) == 1
            && node.getInputList().stream()
                .allMatch(part -> groups.contains(part) && !groups.isFlat(part));
    return fits ? CONCATENATES : OTHER;
  }

  private static boolean isPooled(EditableGraph graph, NodeProto.Builder node) {
    return graph
        .producer(node.getInput(0))
        .filter(
            before ->
                before.getOpType().equals("GlobalAveragePool")
                    || before.getOpType().equals("GlobalMaxPool"))
        .isPresent();
  }

  private static boolean padsBehindChannels(EditableGraph graph, NodeProto.Builder node) {
    Optional<List<Long>> pads =
        node.getInputCount() > 1 && node.getInputCount() < 4
            ? integers(graph, node, 1)
            : Optional.empty();
    return pads.isPresent()
        && pads.get().size() == 8
        && pads.get().get(1) == 0
        && pads.get().get(5) == 0;
  }

  private static boolean slicesBehindChannels(EditableGraph graph, NodeProto.Builder node) {
    Optional<List<Long>> axes =
        node.getInputCount() > 3 ? integers(graph, node, 3) : Optional.empty();
    return axes.isPresent() && axes.get().stream().allMatch(axis -> axis > 1);
  }

  private static Optional<List<Long>> integers(
      EditableGraph graph, NodeProto.Builder node, int input) {
    TensorProto tensor = graph.constants().get(node.getInput(input));
    if (tensor == null || tensor.getDataType() != TensorProto.DataType.INT64.getNumber()) {
      return Optional.empty();
    }
    if (!tensor.hasRawData()) {
      return Optional.of(tensor.getInt64DataList());
    }
    LongBuffer values =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    return Optional.of(LongStream.generate(values::get).limit(values.remaining()).boxed().toList());
  }
}
