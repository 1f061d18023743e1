package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the weights of layers to the channels of what they read and write. The file keeps the
 * weights as they were; nodes that a runtime computes once at load add the zeros.
 */
final class AlignedWeights {
  private final EditableGraph graph;
  private final AlignedChannels channels;
  private final Map<String, String> constants = new HashMap<>();

  AlignedWeights(EditableGraph graph, AlignedChannels channels) {
    this.graph = graph;
    this.channels = channels;
  }

  /** The channels that a layer writes. */
  private int[] written(Layer layer) {
    return layer.node().getOpType().equals("Conv")
        ? channels.of(layer.node().getOutput(0))
        : new int[0];
  }

  /**
   * A number for each channel that a layer writes.
   *
   * @param values one for each of the original channels
   * @param otherwise what further channels get
   */
  float[] vector(Layer layer, float[] values, float otherwise) {
    int[] layout = written(layer);
    if (layout.length == 0) {
      return values;
    }
    float[] result = new float[layout.length];
    for (int i = 0; i < layout.length; i++) {
      result[i] = layout[i] == AlignedChannels.NEW ? otherwise : values[layout[i]];
    }
    return result;
  }

  /**
   * The weight of a layer.
   *
   * @param bytes name of the weight as it was
   * @param dims its dimensions
   * @return name of the one that fits
   */
  String weight(Layer layer, String bytes, List<Long> dims) {
    int[][] layouts = new int[dims.size()][0];
    layouts[layer.outputAxis()] = written(layer);
    if (isDepthwise(layer)) {
      setGroups(layer.node(), layouts[0].length);
    } else {
      layouts[1 - layer.outputAxis()] = channels.of(layer.node().getInput(0));
    }
    if (Arrays.stream(layouts).allMatch(layout -> layout.length == 0)) {
      return bytes;
    }
    long[] pads = new long[2 * dims.size()];
    for (int axis = 0; axis < layouts.length; axis++) {
      boolean atEnd = isAtEnd(layouts[axis], dims.get(axis));
      pads[dims.size() + axis] =
          layouts[axis].length == 0 ? 0 : atEnd ? layouts[axis].length - dims.get(axis) : 1;
    }
    String result =
        add(NodeProto.newBuilder().setOpType("Pad").addInput(bytes).addInput(constant(pads)));
    for (int axis = 0; axis < layouts.length; axis++) {
      if (!isAtEnd(layouts[axis], dims.get(axis))) {
        result = gathered(result, layouts[axis], dims.get(axis), axis);
      }
    }
    return result;
  }

  private static boolean isDepthwise(Layer layer) {
    return layer.node().getOpType().equals("Conv")
        && EditableGraph.integer(layer.node(), "group", 1) > 1;
  }

  private static boolean isAtEnd(int[] layout, long channels) {
    for (int i = 0; i < layout.length; i++) {
      if (layout[i] != (i < channels ? i : AlignedChannels.NEW)) {
        return false;
      }
    }
    return true;
  }

  /** Picks channels from those there were and one of zeros behind them. */
  private String gathered(String value, int[] layout, long channels, int axis) {
    long[] places =
        Arrays.stream(layout).mapToLong(i -> i == AlignedChannels.NEW ? channels : i).toArray();
    return add(
        NodeProto.newBuilder()
            .setOpType("Gather")
            .addInput(value)
            .addInput(constant(places))
            .addAttribute(EditableGraph.integerAttribute("axis", axis)));
  }

  private String add(NodeProto.Builder node) {
    String output = graph.unused("w");
    graph.add(node.addOutput(output));
    return output;
  }

  private static void setGroups(NodeProto.Builder node, int count) {
    if (count == 0) {
      return;
    }
    List<AttributeProto> others =
        node.getAttributeList().stream().filter(a -> !a.getName().equals("group")).toList();
    node.clearAttribute()
        .addAllAttribute(others)
        .addAttribute(EditableGraph.integerAttribute("group", count));
  }

  private String constant(long[] values) {
    return constants.computeIfAbsent(
        Arrays.toString(values),
        key -> {
          ByteBuffer buffer =
              ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          buffer.asLongBuffer().put(values);
          return graph.addConstant(
              "k",
              TensorProto.newBuilder()
                  .setDataType(TensorProto.DataType.INT64.getNumber())
                  .addDims(values.length)
                  .setRawData(ByteString.copyFrom(buffer.array())));
        });
  }
}
