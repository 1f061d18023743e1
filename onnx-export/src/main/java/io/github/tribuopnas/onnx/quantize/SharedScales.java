package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives arrays the scale of what they are joined to, where theirs is not much finer: a runtime then
 * joins the bytes as they are, instead of scaling each. The joined array rounds them to its steps
 * in any case.
 */
final class SharedScales {
  /** A step may become this many times as wide. */
  private static final double WIDER = 2;

  private SharedScales() {}

  static Map<String, Statistics> of(
      Layers layers, List<NodeProto.Builder> nodes, Map<String, Statistics> activations) {
    Map<String, Statistics> shared = new HashMap<>(activations);
    // From the last on, so that what is joined twice gets the scale of the whole.
    List<NodeProto.Builder> backwards = new ArrayList<>(nodes);
    Collections.reverse(backwards);
    for (NodeProto.Builder node : backwards) {
      Statistics joined = shared.get(node.getOutput(0));
      if (!node.getOpType().equals("Concat") || joined == null) {
        continue;
      }
      for (String input : node.getInputList()) {
        shared.computeIfPresent(
            layers.source(input), (part, known) -> known.within(joined.scale(), WIDER));
      }
    }
    return shared;
  }
}
