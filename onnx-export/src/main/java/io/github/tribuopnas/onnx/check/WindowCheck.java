package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses convolutions and pools whose weight, attributes and input are of different numbers of
 * axes. A runtime that looks at one while it counts the other ends the process.
 */
final class WindowCheck {
  /** Which input of a convolution is the weight. */
  private static final Map<String, Integer> WEIGHTS =
      Map.of("Conv", 1, "ConvTranspose", 1, "ConvInteger", 1, "QLinearConv", 3);

  private static final List<String> POOLS = List.of("MaxPool", "AveragePool", "LpPool");

  /** Attributes with a value for each axis of a window. */
  private static final List<String> OF_AXES =
      List.of("kernel_shape", "strides", "dilations", "output_padding");

  /** The batch and the channels. */
  private static final int OTHER_AXES = 2;

  private static final int UNKNOWN = Integer.MIN_VALUE;

  private WindowCheck() {}

  static void check(NodeProto node, List<@Nullable Fact> inputs) throws InvalidModelException {
    String type = node.getOpType();
    int axes = UNKNOWN;
    if (WEIGHTS.containsKey(type)) {
      axes = axes(inputs, WEIGHTS.getOrDefault(type, 0));
      if (axes != UNKNOWN && axes < 1) {
        throw refused(node, "a weight of " + (axes + OTHER_AXES) + " axes; at least 3 are needed");
      }
    } else if (!POOLS.contains(type)) {
      return;
    }
    long[] kernel = Attributes.integers(node, "kernel_shape");
    axes = axes == UNKNOWN && kernel != null ? kernel.length : axes;
    int ofInput = axes(inputs, 0);
    axes = axes == UNKNOWN ? ofInput : axes;
    if (axes == UNKNOWN) {
      return;
    }
    if (ofInput != UNKNOWN && ofInput != axes) {
      throw refused(
          node, "an input of " + (ofInput + OTHER_AXES) + " axes for windows of " + axes + " axes");
    }
    for (String name : OF_AXES) {
      checkLength(node, name, axes, axes);
    }
    checkLength(node, "pads", 2 * axes, axes);
  }

  /** The axes of a window that an array has, if they are known. */
  private static int axes(List<@Nullable Fact> inputs, int at) {
    Fact fact = at < inputs.size() ? inputs.get(at) : null;
    return fact == null || fact.shape() == null ? UNKNOWN : fact.shape().length - OTHER_AXES;
  }

  private static void checkLength(NodeProto node, String name, int length, int axes)
      throws InvalidModelException {
    long[] values = Attributes.integers(node, name);
    if (values != null && values.length != length) {
      throw refused(
          node, values.length + " values of '" + name + "' for windows of " + axes + " axes");
    }
  }

  private static InvalidModelException refused(NodeProto node, String what) {
    return new InvalidModelException(
        node.getOpType() + " '" + ModelCheck.shortened(node.getName()) + "' has " + what);
  }
}
