package io.github.tribuopnas.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The graph of a finished model while it is rewritten: who computes a value, who reads it, and
 * which values are constant. Nodes are builders, told apart by identity.
 */
final class EditableGraph {
  private final GraphProto original;
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final List<TensorProto> defaults = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> outputs = new HashSet<>();
  private final Map<String, NodeProto.Builder> producers = new HashMap<>();
  private final Map<String, List<NodeProto.Builder>> readers = new HashMap<>();
  private List<NodeProto.Builder> nodes = new ArrayList<>();

  EditableGraph(GraphProto original) {
    this.original = original;
    for (TensorProto tensor : original.getInitializerList()) {
      constants.put(tensor.getName(), tensor);
      names.add(tensor.getName());
    }
    for (ValueInfoProto input : original.getInputList()) {
      // A value that a caller may replace is no constant, though it has a default.
      TensorProto value = constants.remove(input.getName());
      if (value != null) {
        defaults.add(value);
      }
      names.add(input.getName());
    }
    original.getOutputList().forEach(output -> outputs.add(output.getName()));
    original.getNodeList().forEach(node -> add(node.toBuilder()));
  }

  /** The nodes as they are now, for a loop that changes them. */
  List<NodeProto.Builder> nodes(String type) {
    return nodes.stream().filter(node -> node.getOpType().equals(type)).toList();
  }

  /** Adds a node; {@link #finish} puts it behind what it reads. */
  void add(NodeProto.Builder node) {
    nodes.add(node);
    node.getOutputList().forEach(output -> producers.put(output, node));
    names.addAll(node.getOutputList());
    remember(node);
  }

  void remove(NodeProto.Builder node) {
    nodes.removeIf(other -> other == node);
    node.getOutputList().forEach(output -> producers.remove(output, node));
    forget(node);
  }

  /** The node that computes a value; empty for inputs and constants. */
  Optional<NodeProto.Builder> producer(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /** The nodes that read a value. */
  List<NodeProto.Builder> readers(String value) {
    return List.copyOf(readers.getOrDefault(value, List.of()));
  }

  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  /** Whether nothing but one input of one node reads a value. */
  boolean isReadOnce(String value) {
    return readers(value).size() == 1
        && !isOutput(value)
        && Collections.frequency(readers(value).get(0).getInputList(), value) == 1;
  }

  /** Makes a node read other values. */
  void setInputs(NodeProto.Builder node, List<String> values) {
    forget(node);
    node.clearInput().addAllInput(values);
    remember(node);
  }

  private void remember(NodeProto.Builder node) {
    for (String input : Set.copyOf(node.getInputList())) {
      readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
    }
  }

  private void forget(NodeProto.Builder node) {
    for (String input : Set.copyOf(node.getInputList())) {
      readers.get(input).removeIf(other -> other == node);
    }
  }

  /** Lets a node compute a value that another, now removed, computed before. */
  void compute(NodeProto.Builder node, String value) {
    producers.remove(node.getOutput(0), node);
    node.setOutput(0, value);
    producers.put(value, node);
  }

  /** A constant tensor of single precision, if the value is one. */
  Optional<TensorProto> floats(String value) {
    return Optional.ofNullable(constants.get(value))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber());
  }

  Map<String, TensorProto> constants() {
    return Collections.unmodifiableMap(constants);
  }

  /** Adds a constant under a name that starts with a stem. */
  String addConstant(String stem, TensorProto.Builder tensor) {
    String name = unused(stem);
    constants.put(name, tensor.setName(name).build());
    names.add(name);
    return name;
  }

  /** Lets a node compute what was a constant. */
  void replaceConstant(String name, NodeProto.Builder node) {
    constants.remove(name);
    nodes.add(0, node);
    producers.put(name, node);
    remember(node);
  }

  /** A name that nothing has yet. */
  String unused(String stem) {
    String name = stem;
    for (int i = 2; names.contains(name); i++) {
      name = stem + i;
    }
    return name;
  }

  /** The graph, sorted, without constants that nobody reads. */
  GraphProto finish() {
    Set<String> used = new HashSet<>(outputs);
    nodes.forEach(node -> used.addAll(node.getInputList()));
    GraphProto.Builder graph = original.toBuilder().clearNode().clearInitializer();
    defaults.forEach(graph::addInitializer);
    constants.values().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    sort();
    nodes.forEach(graph::addNode);
    return graph.build();
  }

  /** Puts every node behind those whose values it reads; keeps the order otherwise. */
  private void sort() {
    List<NodeProto.Builder> sorted = new ArrayList<>();
    Set<NodeProto.Builder> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    nodes.forEach(node -> place(node, sorted, placed));
    nodes = sorted;
  }

  private void place(
      NodeProto.Builder node, List<NodeProto.Builder> sorted, Set<NodeProto.Builder> placed) {
    if (!placed.add(node)) {
      return;
    }
    for (String input : node.getInputList()) {
      producer(input).ifPresent(before -> place(before, sorted, placed));
    }
    sorted.add(node);
  }

  static Optional<AttributeProto> attribute(NodeProto.Builder node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  static long integer(NodeProto.Builder node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  static List<Long> integers(NodeProto.Builder node, String name) {
    return attribute(node, name).map(AttributeProto::getIntsList).orElse(List.of());
  }
}
