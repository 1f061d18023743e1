package io.github.tribuopnas.onnx.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The graph of a finished model while it is rewritten: who computes a value, who reads it, and
 * which values are constant. Nodes are builders, told apart by identity.
 */
public final class EditableGraph {
  private final GraphProto original;
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final List<TensorProto> defaults = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Map<String, NodeProto.Builder> producers = new HashMap<>();
  // How often each node reads a value. Builders are told apart by identity, which their equals is.
  private final Map<String, Map<NodeProto.Builder, Integer>> readers = new HashMap<>();
  private final Set<NodeProto.Builder> first = new LinkedHashSet<>();
  private final Set<NodeProto.Builder> nodes = new LinkedHashSet<>();

  /**
   * Copies a graph.
   *
   * @param original the graph of a checked model
   */
  public EditableGraph(GraphProto original) {
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

  /**
   * The nodes as they are now, for a loop that changes them.
   *
   * @param type an operator, for example {@code Conv}
   * @return the nodes of that operator, in their order
   */
  public List<NodeProto.Builder> nodes(String type) {
    return all().filter(node -> node.getOpType().equals(type)).toList();
  }

  /**
   * All nodes as they are now, for a loop that changes them.
   *
   * @return the nodes, in their order
   */
  public List<NodeProto.Builder> nodes() {
    return all().toList();
  }

  /**
   * Adds a node; {@link #finish} puts it behind what it reads.
   *
   * @param node a node with its inputs and outputs
   */
  public void add(NodeProto.Builder node) {
    nodes.add(node);
    node.getOutputList().forEach(output -> producers.put(output, node));
    names.addAll(node.getOutputList());
    remember(node);
  }

  /**
   * Removes a node.
   *
   * @param node a node of this graph
   */
  public void remove(NodeProto.Builder node) {
    nodes.remove(node);
    first.remove(node);
    node.getOutputList().forEach(output -> producers.remove(output, node));
    forget(node);
  }

  /**
   * The node that computes a value.
   *
   * @param value name of the value
   * @return the node; empty for inputs and constants
   */
  public Optional<NodeProto.Builder> producer(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /**
   * The nodes that read a value.
   *
   * @param value name of the value
   * @return the nodes as they are now
   */
  public List<NodeProto.Builder> readers(String value) {
    return List.copyOf(times(value).keySet());
  }

  /**
   * Whether the model gives out a value.
   *
   * @param value name of the value
   * @return true for an output of the graph
   */
  public boolean isOutput(String value) {
    return outputs.contains(value);
  }

  /**
   * Whether nothing but one input of one node reads a value.
   *
   * @param value name of the value
   * @return true if it may be changed together with its reader
   */
  public boolean isReadOnce(String value) {
    Map<NodeProto.Builder, Integer> times = times(value);
    return times.size() == 1 && !isOutput(value) && times.containsValue(1);
  }

  private Map<NodeProto.Builder, Integer> times(String value) {
    return readers.getOrDefault(value, Map.of());
  }

  /**
   * Makes a node read other values.
   *
   * @param node a node of this graph
   * @param values names of its inputs
   */
  public void setInputs(NodeProto.Builder node, List<String> values) {
    forget(node);
    node.clearInput().addAllInput(values);
    remember(node);
  }

  private void remember(NodeProto.Builder node) {
    for (String input : node.getInputList()) {
      readers.computeIfAbsent(input, name -> new LinkedHashMap<>(2)).merge(node, 1, Integer::sum);
    }
  }

  private void forget(NodeProto.Builder node) {
    for (String input : node.getInputList()) {
      readers.computeIfPresent(
          input,
          (name, nodes) -> {
            nodes.remove(node);
            return nodes;
          });
    }
  }

  /**
   * Lets a node compute a value that another, now removed, computed before.
   *
   * @param node a node with one output
   * @param value name of the value
   */
  public void compute(NodeProto.Builder node, String value) {
    producers.remove(node.getOutput(0), node);
    node.setOutput(0, value);
    producers.put(value, node);
  }

  /**
   * A constant tensor of single precision.
   *
   * @param value name of the value
   * @return the tensor; empty if the value is none
   */
  public Optional<TensorProto> floats(String value) {
    return Optional.ofNullable(constants.get(value))
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber());
  }

  /**
   * All constants.
   *
   * @return an unmodifiable view, in the order of the file
   */
  public Map<String, TensorProto> constants() {
    return Collections.unmodifiableMap(constants);
  }

  /**
   * Adds a constant.
   *
   * @param stem what its name starts with
   * @param tensor its values
   * @return its name
   */
  public String addConstant(String stem, TensorProto.Builder tensor) {
    String name = unused(stem);
    constants.put(name, tensor.setName(name).build());
    names.add(name);
    return name;
  }

  /**
   * Lets a node compute what was a constant.
   *
   * @param name name of the constant
   * @param node a node that computes it
   */
  public void replaceConstant(String name, NodeProto.Builder node) {
    constants.remove(name);
    first.add(node);
    producers.put(name, node);
    remember(node);
  }

  /**
   * A name that nothing has yet.
   *
   * @param stem what the name starts with
   * @return the stem, or the stem with a number
   */
  public String unused(String stem) {
    String name = stem;
    while (names.contains(name)) {
      name = stem + numbers.merge(stem, 2, (number, first) -> number + 1);
    }
    return name;
  }

  /**
   * A name that nothing has yet, for a value that is computed later.
   *
   * @param stem what the name starts with
   * @return the stem, or the stem with a number; nothing else gets it
   */
  public String reserve(String stem) {
    String name = unused(stem);
    names.add(name);
    return name;
  }

  /**
   * The finished graph.
   *
   * @return the graph, sorted, without constants that nobody reads
   */
  public GraphProto finish() {
    Set<String> used = new HashSet<>(outputs);
    all().forEach(node -> used.addAll(node.getInputList()));
    GraphProto.Builder graph = original.toBuilder().clearNode().clearInitializer().clearValueInfo();
    original.getValueInfoList().stream()
        .filter(value -> producers.containsKey(value.getName()))
        .forEach(graph::addValueInfo);
    defaults.forEach(graph::addInitializer);
    constants.values().stream()
        .filter(tensor -> used.contains(tensor.getName()))
        .forEach(graph::addInitializer);
    sorted().forEach(graph::addNode);
    return graph.build();
  }

  /** Puts every node behind those whose values it reads; keeps the order otherwise. */
  private List<NodeProto.Builder> sorted() {
    List<NodeProto.Builder> sorted = new ArrayList<>();
    Set<NodeProto.Builder> placed = new HashSet<>();
    all().forEach(node -> place(node, sorted, placed));
    return sorted;
  }

  private Stream<NodeProto.Builder> all() {
    return Stream.concat(first.stream(), nodes.stream());
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

  /**
   * An attribute of a node.
   *
   * @param node a node
   * @param name name of the attribute
   * @return the attribute, if the node has it
   */
  public static Optional<AttributeProto> attribute(NodeProto.Builder node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }

  /**
   * An attribute of a whole number, which {@link #integer} reads.
   *
   * @param name of the attribute
   * @param value its value
   * @return the attribute
   */
  public static AttributeProto.Builder integerAttribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  /**
   * A whole number among the attributes of a node.
   *
   * @param node a node
   * @param name name of the attribute
   * @param otherwise its default
   * @return its value
   */
  public static long integer(NodeProto.Builder node, String name, long otherwise) {
    return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  /**
   * A list of whole numbers among the attributes of a node.
   *
   * @param node a node
   * @param name name of the attribute
   * @return its values; none if the node does not have it
   */
  public static List<Long> integers(NodeProto.Builder node, String name) {
    return attribute(node, name).map(AttributeProto::getIntsList).orElse(List.of());
  }
}
