package io.github.tribuopnas.onnx.rewrite;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives pointwise convolutions back their stride: a pooling over single pixels before them, which
 * only picks every second one, is what a network does whose engine is weak at strided pointwise
 * convolutions. A runtime would read and write the picked pixels in vain.
 */
final class StridedPointwise {
  private final EditableGraph graph;

  private StridedPointwise(EditableGraph graph) {
    this.graph = graph;
  }

  static void apply(EditableGraph graph) {
    StridedPointwise pass = new StridedPointwise(graph);
    graph.nodes("MaxPool").forEach(pass::merge);
  }

  private void merge(NodeProto.Builder pool) {
    if (!picks(pool)) {
      return;
    }
    String picked = pool.getOutput(0);
    List<NodeProto.Builder> readers = graph.readers(picked);
    if (graph.isOutput(picked)
        || readers.isEmpty()
        || !readers.stream().allMatch(this::isPointwise)) {
      return;
    }
    AttributeProto strides = EditableGraph.attribute(pool, "strides").orElseThrow();
    for (NodeProto.Builder convolution : readers) {
      for (int i = convolution.getAttributeCount() - 1; i >= 0; i--) {
        if (convolution.getAttribute(i).getName().equals("strides")) {
          convolution.removeAttribute(i);
        }
      }
      convolution.addAttribute(strides);
      List<String> inputs = new ArrayList<>(convolution.getInputList());
      inputs.set(0, pool.getInput(0));
      graph.setInputs(convolution, inputs);
    }
    graph.remove(pool);
  }

  private static boolean picks(NodeProto.Builder pool) {
    return pool.getInputCount() == 1
        && pool.getOutputCount() == 1
        && allAre(1, EditableGraph.integers(pool, "kernel_shape"))
        && EditableGraph.attribute(pool, "strides").isPresent()
        && isUnpadded(pool)
        && EditableGraph.integer(pool, "ceil_mode", 0) == 0;
  }

  private boolean isPointwise(NodeProto.Builder node) {
    return node.getOpType().equals("Conv")
        && isUnpadded(node)
        && allAre(1, EditableGraph.integers(node, "strides"))
        && node.getInputCount() > 1
        && graph.floats(node.getInput(1)).filter(StridedPointwise::isOfOnePixel).isPresent();
  }

  private static boolean isOfOnePixel(TensorProto weight) {
    return weight.getDimsCount() > 2
        && allAre(1, weight.getDimsList().subList(2, weight.getDimsCount()));
  }

  private static boolean isUnpadded(NodeProto.Builder node) {
    return allAre(0, EditableGraph.integers(node, "pads"))
        && EditableGraph.attribute(node, "auto_pad").isEmpty();
  }

  private static boolean allAre(long value, List<Long> values) {
    return values.stream().allMatch(other -> other == value);
  }
}
