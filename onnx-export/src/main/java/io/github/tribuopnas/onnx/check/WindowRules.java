package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of convolutions and pools. */
final class WindowRules {
  private WindowRules() {}

  static Fact of(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] shape = x.knownShape();
    int axes = shape.length - 2;
    if (axes < 1) {
      return ShapeRules.unknown(inputs);
    }
    long[] weight =
        inputs.size() > 1 && inputs.get(1) != null && !node.getOpType().equals("QLinearConv")
            ? inputs.get(1).shape()
            : null;
    long[] kernel = Attributes.integers(node, "kernel_shape");
    if (kernel == null && weight != null && weight.length == axes + 2) {
      kernel = Arrays.copyOfRange(weight, 2, weight.length);
    }
    if (kernel == null || kernel.length != axes) {
      return ShapeRules.unknown(inputs);
    }
    boolean transposed = node.getOpType().equals("ConvTranspose");
    long[] dims = shape.clone();
    dims[1] = channels(node, shape[1], weight, transposed);
    for (int i = 0; i < axes; i++) {
      dims[2 + i] = length(node, shape[2 + i], kernel[i], i, axes, transposed);
    }
    return Fact.of(x.type(), dims);
  }

  private static long channels(
      NodeProto node, long read, long @Nullable [] weight, boolean transposed) {
    if (weight == null || weight.length < 2) {
      return read;
    }
    return transposed ? weight[1] * Attributes.integer(node, "group", 1) : weight[0];
  }

  private static long length(
      NodeProto node, long length, long kernel, int axis, int axes, boolean transposed) {
    long stride = Attributes.integers(node, "strides", axes, 1)[axis];
    long dilation = Attributes.integers(node, "dilations", axes, 1)[axis];
    long[] pads = Attributes.integers(node, "pads", 2 * axes, 0);
    long padding = pads[axis] + pads[axes + axis];
    long window = (kernel - 1) * dilation + 1;
    if (transposed) {
      long more = Attributes.integers(node, "output_padding", axes, 0)[axis];
      long[] given = Attributes.integers(node, "output_shape");
      return given != null && given.length == axes
          ? given[axis]
          : Math.max(1, (length - 1) * stride + window - padding + more);
    }
    if (Attributes.get(node, "auto_pad").isPresent()) {
      return Math.max(1, (length + stride - 1) / stride);
    }
    // Ceiled, which is at most one too many.
    return Math.max(1, (length + padding - window + stride - 1) / stride + 1);
  }
}
