package io.github.tribuopnas.onnx.graph;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An ONNX graph under construction. A mapping appends nodes and constants to it; names are made
 * unique here.
 */
public final class OnnxGraph {
  private final int opset;
  private final long maxBytes;
  private long bytes;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, Tensor> initializers = new LinkedHashMap<>();
  private final Map<Tensor, String> constants = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();
  private final Map<String, Integer> counters = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, ModelWriter.Port> descriptions = new LinkedHashMap<>();
  private String scope = "";

  /**
   * Starts an empty graph.
   *
   * @param opset version of the ONNX operators
   * @param maxBytes largest total of the weights
   */
  public OnnxGraph(int opset, long maxBytes) {
    this.opset = opset;
    this.maxBytes = maxBytes;
  }

  /**
   * The version of the ONNX operators that nodes are read with.
   *
   * @return the opset, 13 to 23
   */
  public int opset() {
    return opset;
  }

  /**
   * Appends a node with one output.
   *
   * @param type ONNX operator, for example {@code Relu}
   * @param inputs names of its inputs; the empty string for an optional input that is left out
   * @param attributes values of type {@code Integer}, {@code Long}, {@code Float}, {@code String},
   *     {@code long[]}, {@code float[]} or {@code String[]}
   * @return the name of its output
   */
  public String node(String type, List<String> inputs, Map<String, ?> attributes) {
    return nodes(type, inputs, 1, attributes).get(0);
  }

  /**
   * Appends a node with several outputs.
   *
   * @param type ONNX operator, for example {@code Split}
   * @param inputs names of its inputs
   * @param outputs how many outputs it has
   * @param attributes as for {@link #node}
   * @return the names of its outputs
   */
  public List<String> nodes(
      String type, List<String> inputs, int outputs, Map<String, ?> attributes) {
    String name = unique(scope + type);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add(claim(outputs == 1 ? name + "_out" : name + "_out" + i));
    }
    nodes.add(new OnnxNode(name, type, inputs, results, new TreeMap<>(attributes)));
    return results;
  }

  /**
   * A constant vector of integers, as shapes, axes and positions are given in ONNX.
   *
   * @param values its elements
   * @return the name of the constant
   */
  public String integers(long... values) {
    return constant(Tensor.of(values));
  }

  /**
   * A constant number, a tensor without dimensions.
   *
   * @param value the number
   * @param type its type in the graph
   * @return the name of the constant
   */
  public String scalar(Number value, DataType type) {
    return constant(Tensor.scalar(value, type));
  }

  /**
   * A constant tensor.
   *
   * @param values elements in row-major order
   * @param shape dimensions
   * @return the name of the constant
   * @throws IllegalArgumentException if there are more or fewer values than the shape has places
   */
  public String tensor(float[] values, Shape shape) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + shape + " of " + shape.size());
    }
    return constant(Tensor.of(values, shape));
  }

  /**
   * A constant, shared with an equal one that is there already.
   *
   * @param tensor its values
   * @return the name of the constant
   */
  public String constant(Tensor tensor) {
    return constants.computeIfAbsent(
        tensor,
        t -> {
          String name = unique("constant");
          initializers.put(name, t);
          return name;
        });
  }

  /**
   * A named parameter, added on its first use; its size is checked before it is read.
   *
   * @param name its name
   * @param shape its dimensions
   * @param type type of an element
   * @param tensor reads its values
   * @return the name
   * @throws OnnxExportException if the weights are larger than the limit
   */
  public String weight(String name, Shape shape, DataType type, Supplier<Tensor> tensor) {
    if (!initializers.containsKey(name)) {
      claim(name);
      checkSize(name, shape.size() * type.getNumOfBytes());
      bytes += shape.size() * type.getNumOfBytes();
      if (bytes > maxBytes) {
        throw new OnnxExportException(
            "the weights are larger than "
                + maxBytes
                + " bytes (reached at "
                + name
                + "); an ONNX file with embedded weights holds at most 2 GiB; use a smaller block,"
                + " optHalfWeights(), optExternalData(), or a larger optMaxBytes");
      }
      initializers.put(name, tensor.get());
    }
    return name;
  }

  private static void checkSize(String name, long size) {
    if (size > Integer.MAX_VALUE) {
      throw new OnnxExportException(
          "weight "
              + name
              + " alone has "
              + size
              + " bytes, and one tensor is read and written as a whole of less than 2 GiB, whatever"
              + " its precision in the file; split the layer");
    }
  }

  /**
   * Names the nodes that follow by the part of the block they come from.
   *
   * @param path names of blocks, joined by slashes; empty for none
   */
  public void enter(String path) {
    scope = path.isEmpty() ? "" : path + "/";
  }

  /**
   * Describes a value, for people who inspect the graph. What is described twice, or an input,
   * keeps its first description.
   *
   * @param value name, type and dimensions
   */
  public void describe(ModelWriter.Port value) {
    descriptions.putIfAbsent(value.name(), value);
  }

  /** The descriptions of what nodes compute. */
  List<ModelWriter.Port> descriptions() {
    Set<String> computed = new HashSet<>();
    nodes.forEach(node -> computed.addAll(node.outputs()));
    return descriptions.values().stream().filter(d -> computed.contains(d.name())).toList();
  }

  /**
   * A value that is written once, however often it is asked for.
   *
   * @param key what it is
   * @param writer appends its nodes and returns its name
   * @return its name
   */
  public String shared(String key, Supplier<String> writer) {
    String name = shared.get(key);
    if (name == null) {
      name = writer.get();
      shared.put(key, name);
    }
    return name;
  }

  private String unique(String stem) {
    String name;
    do {
      name = stem + "_" + counters.merge(stem, 1, Integer::sum);
    } while (names.contains(name));
    return claim(name);
  }

  /**
   * Reserves a name.
   *
   * @param name a name of an input, an output or a value
   * @return the name
   * @throws IllegalArgumentException if it is taken
   */
  public String claim(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException(
          "the name '" + name + "' is used twice in the graph; choose other input or output names");
    }
    return name;
  }

  List<OnnxNode> nodes() {
    return nodes;
  }

  Map<String, Tensor> initializers() {
    return initializers;
  }
}
