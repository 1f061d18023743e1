package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The checks of a parsed model that need no expectation. */
final class ModelCheck {
  private static final int MAX_OPSET = 26;
  private static final int MAX_NODES = 200_000;
  private static final int MAX_NAME = 1024;

  private final ModelProto model;
  private final long maxArrayBytes;

  ModelCheck(ModelProto model, long maxArrayBytes) {
    this.model = model;
    this.maxArrayBytes = maxArrayBytes;
  }

  void check() throws InvalidModelException {
    checkHeader();
    checkMetadata();
    GraphProto graph = model.getGraph();
    if (graph.getNodeCount() == 0 || graph.getOutputCount() == 0) {
      throw new InvalidModelException("the model has no nodes or no outputs");
    }
    if (graph.getNodeCount() > MAX_NODES) {
      throw new InvalidModelException(
          "the graph has " + graph.getNodeCount() + " nodes; at most " + MAX_NODES + " are read");
    }
    if (graph.getSparseInitializerCount() > 0) {
      throw new InvalidModelException("the graph has sparse initializers, which are not read");
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      TensorCheck.check(tensor, "initializer");
    }
    checkPorts(graph.getInputList(), "input");
    checkPorts(graph.getOutputList(), "output");
    checkNodes(graph);
    new SizeCheck(graph, maxArrayBytes).check();
  }

  private void checkHeader() throws InvalidModelException {
    if (model.getFunctionsCount() > 0) {
      throw new InvalidModelException("the model defines functions of its own, which are not read");
    }
    if (model.getTrainingInfoCount() > 0) {
      throw new InvalidModelException("the model holds training graphs, which are not read");
    }
    boolean onnx = false;
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      boolean own = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (!own) {
        // An import that no node uses; checkNode refuses the nodes.
        continue;
      }
      if (opset.getVersion() < 1 || opset.getVersion() > MAX_OPSET) {
        throw new InvalidModelException(
            "the opset is " + opset.getVersion() + "; allowed are 1 to " + MAX_OPSET);
      }
      onnx = true;
    }
    if (!onnx) {
      throw new InvalidModelException("the model does not say which opset it uses");
    }
  }

  private void checkMetadata() throws InvalidModelException {
    Set<String> keys = new HashSet<>();
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (!keys.add(entry.getKey())) {
        throw new InvalidModelException(
            "metadata entry '" + shortened(entry.getKey()) + "' is there twice");
      }
    }
  }

  private static void checkPorts(List<ValueInfoProto> ports, String what)
      throws InvalidModelException {
    for (ValueInfoProto port : ports) {
      checkName(port.getName(), what);
      if (!port.getType().hasTensorType()) {
        throw new InvalidModelException(what + " '" + port.getName() + "' is not a tensor");
      }
      for (var dim : port.getType().getTensorType().getShape().getDimList()) {
        if (dim.hasDimValue() && dim.getDimValue() < 0) {
          throw new InvalidModelException(
              what + " '" + port.getName() + "' has a dimension of " + dim.getDimValue());
        }
      }
    }
  }

  private static void checkNodes(GraphProto graph) throws InvalidModelException {
    Set<String> known = new HashSet<>();
    addAll(graph.getInputList().stream().map(ValueInfoProto::getName).toList(), "input", known);
    Set<String> constants = new HashSet<>();
    addAll(
        graph.getInitializerList().stream().map(TensorProto::getName).toList(),
        "initializer",
        constants);
    known.addAll(constants);
    known.add("");
    for (NodeProto node : graph.getNodeList()) {
      checkNode(node, known);
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      if (!known.contains(output.getName())) {
        throw new InvalidModelException("output '" + output.getName() + "' is computed by no node");
      }
    }
  }

  /** An initializer may be an input as well, but no two have one name. */
  private static void addAll(List<String> names, String what, Set<String> known)
      throws InvalidModelException {
    for (String name : names) {
      if (!known.add(name)) {
        throw new InvalidModelException(what + " '" + shortened(name) + "' is there twice");
      }
    }
  }

  private static void checkNode(NodeProto node, Set<String> known) throws InvalidModelException {
    if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
      throw new InvalidModelException(
          "node '"
              + shortened(node.getName())
              + "' is of the domain '"
              + shortened(node.getDomain())
              + "'; only operators of ONNX itself are read");
    }
    checkText(node.getOpType(), "operator");
    if (node.getOutputCount() == 0) {
      throw new InvalidModelException("node '" + shortened(node.getName()) + "' computes nothing");
    }
    for (String input : node.getInputList()) {
      if (!known.contains(input)) {
        throw new InvalidModelException(
            "node '"
                + shortened(node.getName())
                + "' reads '"
                + shortened(input)
                + "', which nothing before it computes");
      }
    }
    for (String output : node.getOutputList()) {
      checkText(output, "value");
      if (!output.isEmpty() && !known.add(output)) {
        throw new InvalidModelException("value '" + shortened(output) + "' is computed twice");
      }
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      checkAttribute(attribute, node);
    }
  }

  private static void checkAttribute(AttributeProto attribute, NodeProto node)
      throws InvalidModelException {
    if (attribute.hasG() || attribute.getGraphsCount() > 0) {
      throw new InvalidModelException(
          "node '" + shortened(node.getName()) + "' holds a nested graph, which is not read");
    }
    if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
      throw new InvalidModelException(
          "node '" + shortened(node.getName()) + "' holds a sparse tensor, which is not read");
    }
    if (attribute.hasT()) {
      TensorCheck.check(attribute.getT(), "constant of node '" + shortened(node.getName()) + "'");
    }
    for (TensorProto tensor : attribute.getTensorsList()) {
      TensorCheck.check(tensor, "constant of node '" + shortened(node.getName()) + "'");
    }
    for (ByteString text : attribute.getStringsList()) {
      checkText(text.toStringUtf8(), "attribute text");
    }
  }

  private static void checkName(String name, String what) throws InvalidModelException {
    if (name.isEmpty()) {
      throw new InvalidModelException(what + " without a name");
    }
    checkText(name, what);
  }

  /**
   * Names must be plain: nothing in a file may point to another file. A slash at the beginning is
   * how PyTorch names its values.
   */
  static void checkText(String text, String what) throws InvalidModelException {
    if (text.length() > MAX_NAME) {
      throw new InvalidModelException(
          "the name of a "
              + what
              + " has "
              + text.length()
              + " characters; at most "
              + MAX_NAME
              + " are read");
    }
    if (text.contains("..") || text.contains("\\") || text.contains("://")) {
      throw new InvalidModelException(
          "the name '" + shortened(text) + "' of a " + what + " looks like a path");
    }
  }

  static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
