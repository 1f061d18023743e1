package io.github.tribuopnas.onnx.graph;

import java.util.List;
import java.util.SortedMap;

/** A node of a graph; attributes are sorted so that equal graphs have equal bytes. */
record OnnxNode(
    String name,
    String type,
    List<String> inputs,
    List<String> outputs,
    SortedMap<String, Object> attributes) {

  OnnxNode withInputs(List<String> other) {
    return new OnnxNode(name, type, other, outputs, attributes);
  }

  OnnxNode withOutputs(List<String> other) {
    return new OnnxNode(name, type, inputs, other, attributes);
  }
}
