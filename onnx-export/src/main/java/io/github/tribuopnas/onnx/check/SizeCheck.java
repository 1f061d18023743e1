package io.github.tribuopnas.onnx.check;

import static java.util.Map.entry;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses nodes that would make a runtime divide by zero or allocate without limit: windows,
 * strides and groups below 1, and arrays that grow beyond a limit. Shapes and small constants are
 * followed through the graph for one example.
 */
final class SizeCheck {
  private static final long MAX_WINDOW = 4096;

  /** Longer inputs of whole numbers are data, not shapes. */
  private static final int MOST_SIZES = 16;

  private static final Set<String> POSITIVE =
      Set.of("kernel_shape", "strides", "dilations", "group", "hidden_size");

  /** Inputs that the rules of shapes and values read without asking. */
  private static final Map<String, Integer> NEEDED =
      Map.ofEntries(
          entry("Where", 3),
          entry("Range", 3),
          entry("Gather", 2),
          entry("GatherElements", 2),
          entry("Expand", 2),
          entry("OneHot", 2),
          entry("Tile", 2),
          entry("Resize", 1),
          entry("Upsample", 1),
          entry("Pad", 1),
          entry("TopK", 1),
          entry("EyeLike", 1));

  private final GraphProto graph;
  private final long maxBytes;
  private final Map<String, Fact> facts = new HashMap<>();
  private double grown;

  SizeCheck(GraphProto graph, long maxBytes) {
    this.graph = graph;
    this.maxBytes = maxBytes;
  }

  void check() throws InvalidModelException {
    graph.getInputList().forEach(input -> facts.put(input.getName(), of(input)));
    graph.getInitializerList().forEach(t -> facts.putIfAbsent(t.getName(), Constants.of(t)));
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        checkAttribute(node, attribute);
      }
      follow(node);
    }
  }

  private static Fact of(ValueInfoProto input) {
    var tensor = input.getType().getTensorType();
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getElemType());
    long[] shape = new long[tensor.getShape().getDimCount()];
    for (int i = 0; i < shape.length; i++) {
      var dim = tensor.getShape().getDim(i);
      shape[i] = dim.hasDimValue() ? dim.getDimValue() : 1;
    }
    Fact fact = Fact.of(type == null ? TensorProto.DataType.FLOAT : type, shape);
    if (!fact.isWhole() || fact.elements() > MOST_SIZES) {
      return fact;
    }
    // The caller is responsible for a shape that it gives, which is free like an axis.
    double[] values = new double[(int) fact.elements()];
    Arrays.fill(values, 1);
    return fact.withValues(values);
  }

  private void follow(NodeProto node) throws InvalidModelException {
    List<@Nullable Fact> inputs = new ArrayList<>(node.getInputCount());
    double largest = 0;
    for (String name : node.getInputList()) {
      Fact input = facts.get(name);
      inputs.add(input);
      largest = Math.max(largest, input == null ? 0 : input.bytes());
    }
    int needed = NEEDED.getOrDefault(node.getOpType(), 0);
    if (inputs.size() < needed || inputs.subList(0, needed).contains(null)) {
      throw new InvalidModelException(
          node.getOpType()
              + " '"
              + ModelCheck.shortened(node.getName())
              + "' lacks an input; it needs "
              + needed);
    }
    WindowCheck.check(node, inputs);
    List<Fact> outputs = outputs(node, inputs);
    for (int i = 0; i < node.getOutputCount(); i++) {
      Fact output = outputs.get(Math.min(i, outputs.size() - 1));
      // The negations refuse what is no number, too.
      if (!(output.bytes() <= largest)) {
        grown += output.bytes();
        if (!(output.bytes() <= maxBytes && grown <= 16.0 * maxBytes)) {
          throw tooLarge(node, output);
        }
      }
      facts.put(node.getOutput(i), output);
    }
  }

  /** The rules expect what an operator needs; a file from elsewhere may hold anything. */
  private static List<Fact> outputs(NodeProto node, List<@Nullable Fact> inputs)
      throws InvalidModelException {
    try {
      return ShapeRules.of(node, inputs);
    } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
      throw new InvalidModelException(
          node.getOpType()
              + " '"
              + ModelCheck.shortened(node.getName())
              + "' has inputs or attributes that do not fit each other",
          e);
    }
  }

  private static void checkAttribute(NodeProto node, AttributeProto attribute)
      throws InvalidModelException {
    boolean positive = POSITIVE.contains(attribute.getName());
    boolean window = positive || attribute.getName().equals("pads") && isWindow(node);
    if (attribute.hasI() && positive) {
      checkWindow(node, attribute, attribute.getI(), 1);
    }
    for (long value : attribute.getIntsList()) {
      if (window) {
        checkWindow(node, attribute, value, positive ? 1 : 0);
      }
    }
  }

  private static boolean isWindow(NodeProto node) {
    return !node.getOpType().equals("Pad");
  }

  private static void checkWindow(NodeProto node, AttributeProto attribute, long value, long least)
      throws InvalidModelException {
    if (value < least || value > MAX_WINDOW) {
      throw new InvalidModelException(
          "attribute '"
              + attribute.getName()
              + "' of node '"
              + ModelCheck.shortened(node.getName())
              + "' is "
              + value
              + "; allowed are "
              + least
              + " to "
              + MAX_WINDOW);
    }
  }

  private InvalidModelException tooLarge(NodeProto node, Fact output) {
    String size =
        Double.isFinite(output.bytes())
            ? String.format(Locale.ROOT, "%.0f bytes", output.bytes())
            : "a size that is not known before it runs";
    return new InvalidModelException(
        node.getOpType()
            + " '"
            + ModelCheck.shortened(node.getName())
            + "' makes an array of "
            + size
            + " for one example; allowed are "
            + maxBytes
            + " at a time (optMaxArrayBytes), and 16 times as many in all");
  }
}
