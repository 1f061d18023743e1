package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * A node that may compute with whole numbers.
 *
 * @param node the node
 * @param output the value it is known by: its output, behind the ReLU that alone reads it
 * @param isWeighted whether its second input is a constant weight; otherwise all inputs are
 *     activations
 */
record Layer(NodeProto.Builder node, String output, boolean isWeighted) {

  /** The axis of the weight along which the outputs lie. */
  int outputAxis() {
    return outputAxis(node);
  }

  static int outputAxis(NodeProto.Builder node) {
    boolean transposed =
        node.getAttributeList().stream()
            .anyMatch(a -> a.getName().equals("transB") && a.getI() == 1);
    return node.getOpType().equals("Conv") || transposed ? 0 : 1;
  }
}
