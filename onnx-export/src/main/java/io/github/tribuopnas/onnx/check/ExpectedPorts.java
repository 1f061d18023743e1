package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A caller's expectations of the inputs and outputs of a model.
 *
 * @param inputSize values per example of the only input, or -1 for any inputs
 * @param labels length of axis 1 of the first output, or -1 for any
 */
record ExpectedPorts(long inputSize, int labels) {

  void check(GraphProto graph) throws InvalidModelException {
    if (inputSize >= 0) {
      checkInput(graph);
    }
    if (labels >= 0) {
      checkOutput(graph);
    }
  }

  private void checkInput(GraphProto graph) throws InvalidModelException {
    Set<String> weights = new HashSet<>();
    graph.getInitializerList().forEach(t -> weights.add(t.getName()));
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).toList();
    if (inputs.size() != 1) {
      throw new InvalidModelException(
          "the model has " + inputs.size() + " inputs; it should have one");
    }
    TensorShapeProto shape = inputs.get(0).getType().getTensorType().getShape();
    long values = shape.getDimCount() < 2 ? -1 : 1;
    for (int i = 1; i < shape.getDimCount() && values > 0; i++) {
      long dim = shape.getDim(i).getDimValue();
      values = dim <= 0 || dim > inputSize ? -1 : values * dim;
    }
    if (values != inputSize) {
      throw new InvalidModelException(
          "input '"
              + inputs.get(0).getName()
              + "' has the shape "
              + text(shape)
              + "; it should hold "
              + inputSize
              + " values per example");
    }
  }

  private void checkOutput(GraphProto graph) throws InvalidModelException {
    if (graph.getOutputCount() == 0) {
      throw new InvalidModelException("the model has no output");
    }
    TensorShapeProto shape = graph.getOutput(0).getType().getTensorType().getShape();
    if (shape.getDimCount() != 2 || shape.getDim(1).getDimValue() != labels) {
      throw new InvalidModelException(
          "output '"
              + graph.getOutput(0).getName()
              + "' has the shape "
              + text(shape)
              + "; for the labels it should be [batch, "
              + labels
              + "]");
    }
  }

  /** Labels in the file must be as many as expected; a file without labels passes. */
  void checkLabels(List<String> found) throws InvalidModelException {
    if (labels >= 0 && !found.isEmpty() && found.size() != labels) {
      throw new InvalidModelException(
          "the model names " + found.size() + " labels; it should name " + labels);
    }
  }

  private static String text(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .map(d -> d.hasDimValue() ? Long.toString(d.getDimValue()) : d.getDimParam())
        .toList()
        .toString();
  }
}
