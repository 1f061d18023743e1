package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Refuses nodes that would make a runtime divide by zero or allocate without measure: windows,
 * strides and groups below 1, and constants that blow an array up.
 */
final class SizeCheck {
  private static final long MAX_WINDOW = 4096;
  private static final long MAX_AXIS = 1 << 16;
  private static final long MAX_ELEMENTS = 1 << 28;

  private static final Set<String> POSITIVE =
      Set.of("kernel_shape", "strides", "dilations", "group", "hidden_size");

  /** Operators that may give out more than they take in, by a constant input. */
  private static final Set<String> GROWING =
      Set.of(
          "ConstantOfShape",
          "Expand",
          "OneHot",
          "Pad",
          "Range",
          "Resize",
          "Tile",
          "Upsample",
          "EyeLike",
          "Multinomial",
          "RandomNormal",
          "RandomUniform",
          "Bernoulli",
          "TopK",
          "MaxUnpool",
          "ConvTranspose",
          "Col2Im",
          "CenterCropPad",
          "BlackmanWindow",
          "HannWindow",
          "HammingWindow",
          "DFT",
          "STFT",
          "MelWeightMatrix",
          "DepthToSpace");

  private final GraphProto graph;
  private final Map<String, TensorProto> constants = new HashMap<>();

  SizeCheck(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(t -> constants.put(t.getName(), t));
  }

  void check() throws InvalidModelException {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        checkAttribute(node, attribute);
        if (node.getOpType().equals("Constant") && attribute.hasT()) {
          node.getOutputList().forEach(o -> constants.put(o, attribute.getT()));
        }
      }
      if (GROWING.contains(node.getOpType())) {
        for (String input : node.getInputList()) {
          checkConstant(node, constants.get(input));
        }
      }
    }
  }

  private static void checkAttribute(NodeProto node, AttributeProto attribute)
      throws InvalidModelException {
    boolean positive = POSITIVE.contains(attribute.getName());
    boolean window = positive || attribute.getName().equals("pads");
    if (attribute.hasI() && positive) {
      checkWindow(node, attribute, attribute.getI(), 1);
    }
    for (long value : attribute.getIntsList()) {
      if (window) {
        checkWindow(node, attribute, value, positive ? 1 : 0);
      } else if (GROWING.contains(node.getOpType()) && Math.abs(value) > MAX_AXIS) {
        throw tooLarge(node, value);
      }
    }
  }

  private static void checkWindow(NodeProto node, AttributeProto attribute, long value, long least)
      throws InvalidModelException {
    if (value < least || value > MAX_WINDOW) {
      throw new InvalidModelException(
          "Attribute '"
              + attribute.getName()
              + "' of node '"
              + ModelCheck.shortened(node.getName())
              + "' is "
              + value
              + "; allowed are "
              + least
              + " to "
              + MAX_WINDOW);
    }
  }

  private static void checkConstant(NodeProto node, TensorProto tensor)
      throws InvalidModelException {
    if (tensor == null || tensor.getDataType() != TensorProto.DataType.INT64_VALUE) {
      return;
    }
    long product = 1;
    for (long value : values(tensor)) {
      if (value < -MAX_AXIS || value > MAX_AXIS) {
        throw tooLarge(node, value);
      }
      product *= Math.max(1, Math.abs(value));
      if (product > MAX_ELEMENTS) {
        throw tooLarge(node, product);
      }
    }
  }

  private static long[] values(TensorProto tensor) {
    if (!tensor.hasRawData()) {
      return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
    }
    LongBuffer buffer =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long[] values = new long[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static InvalidModelException tooLarge(NodeProto node, long value) {
    return new InvalidModelException(
        node.getOpType()
            + " '"
            + ModelCheck.shortened(node.getName())
            + "' makes an array of size "
            + value
            + "; at most "
            + MAX_AXIS
            + " per axis and "
            + MAX_ELEMENTS
            + " elements are allowed");
  }
}
