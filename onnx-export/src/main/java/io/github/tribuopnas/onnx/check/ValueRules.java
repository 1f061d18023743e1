package io.github.tribuopnas.onnx.check;

import static java.util.Map.entry;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Computes small arrays that are known before a model runs, as shapes and their parts are. */
final class ValueRules {
  private static final Map<String, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          entry("Identity", x -> x),
          entry("Cast", x -> x),
          entry("Neg", x -> -x),
          entry("Abs", Math::abs),
          entry("Sign", Math::signum),
          entry("Floor", Math::floor),
          entry("Ceil", Math::ceil),
          entry("Round", Math::rint),
          entry("Sqrt", Math::sqrt),
          entry("Exp", Math::exp),
          entry("Not", x -> x == 0 ? 1 : 0));

  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          entry("Add", Double::sum),
          entry("Sub", (a, b) -> a - b),
          entry("Mul", (a, b) -> a * b),
          entry("Div", (a, b) -> a / b),
          entry("Mod", (a, b) -> a - b * Math.floor(a / b)),
          entry("Max", Math::max),
          entry("Min", Math::min),
          entry("Pow", Math::pow),
          entry("Equal", (a, b) -> a == b ? 1 : 0),
          entry("Less", (a, b) -> a < b ? 1 : 0),
          entry("LessOrEqual", (a, b) -> a <= b ? 1 : 0),
          entry("Greater", (a, b) -> a > b ? 1 : 0),
          entry("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0),
          entry("And", (a, b) -> a != 0 && b != 0 ? 1 : 0),
          entry("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0),
          entry("Xor", (a, b) -> (a != 0) != (b != 0) ? 1 : 0));

  private ValueRules() {}

  /** The elements of the first output, or null. */
  static double @Nullable [] of(NodeProto node, List<@Nullable Fact> inputs, Fact output) {
    if (inputs.isEmpty() || inputs.get(0) == null) {
      return null;
    }
    for (Fact input : inputs) {
      if (input != null && input.values() == null) {
        return null;
      }
    }
    String type = node.getOpType();
    double[] x = inputs.get(0).knownValues();
    if (type.equals("Slice")) {
      return slice(node, inputs);
    }
    // Only the last inputs of Slice may be left out.
    if (inputs.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    if (UNARY.containsKey(type)) {
      return whole(Arrays.stream(x).map(UNARY.get(type)).toArray(), output);
    }
    if (BINARY.containsKey(type) && inputs.size() == 2) {
      return binary(x, inputs.get(1).knownValues(), BINARY.get(type), output);
    }
    return switch (type) {
      case "Squeeze", "Unsqueeze", "Reshape", "Flatten" -> x;
      case "Concat" ->
          inputs.stream().flatMapToDouble(i -> Arrays.stream(i.knownValues())).toArray();
      case "Gather" -> gather(inputs.get(0), inputs.get(1).knownValues());
      case "Range" -> range(inputs);
      case "ReduceProd" -> all(x, output, 1, (a, b) -> a * b);
      case "ReduceSum" -> all(x, output, 0, Double::sum);
      case "ReduceMax" -> all(x, output, Double.NEGATIVE_INFINITY, Math::max);
      case "ReduceMin" -> all(x, output, Double.POSITIVE_INFINITY, Math::min);
      case "Where" -> where(inputs);
      default -> null;
    };
  }

  private static double[] whole(double[] values, Fact output) {
    return output.isWhole() && output.type() != TensorProto.DataType.UNDEFINED
        ? Arrays.stream(values).map(v -> v < 0 ? Math.ceil(v) : Math.floor(v)).toArray()
        : values;
  }

  private static double @Nullable [] binary(
      double[] a, double[] b, DoubleBinaryOperator operator, Fact output) {
    if (a.length != b.length && a.length != 1 && b.length != 1) {
      return null;
    }
    double[] values = new double[a.length == 1 ? b.length : a.length];
    Arrays.setAll(
        values, i -> operator.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]));
    return whole(values, output);
  }

  private static double @Nullable [] gather(Fact data, double[] indices) {
    if (data.shape() == null || data.shape().length != 1) {
      return null;
    }
    double[] values = data.knownValues();
    double[] found = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int at = (int) (indices[i] < 0 ? indices[i] + values.length : indices[i]);
      if (at < 0 || at >= values.length) {
        return null;
      }
      found[i] = values[at];
    }
    return found;
  }

  /** Of a vector. */
  private static double @Nullable [] slice(NodeProto node, List<@Nullable Fact> inputs) {
    double[] x = inputs.get(0).knownValues();
    long[] starts = input(node, inputs, 1, "starts");
    long[] ends = input(node, inputs, 2, "ends");
    long[] given = input(node, inputs, 4, "steps");
    long[] steps = given == null ? new long[] {1} : given;
    if (inputs.get(0).shape() == null
        || inputs.get(0).shape().length != 1
        || starts == null
        || ends == null
        || starts.length != 1
        || ends.length != 1
        || steps.length != 1
        || steps[0] < 1) {
      return null;
    }
    List<Double> found = new ArrayList<>();
    long end = Math.min(x.length, ends[0] < 0 ? ends[0] + x.length : ends[0]);
    for (long i = Math.max(0, starts[0] < 0 ? starts[0] + x.length : starts[0]);
        i < end;
        i += steps[0]) {
      found.add(x[(int) i]);
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** What was an attribute in earlier opsets and is an input now. */
  static long @Nullable [] input(
      NodeProto node, List<@Nullable Fact> inputs, int position, String attribute) {
    if (position < inputs.size() && inputs.get(position) != null) {
      return inputs.get(position).dimensions();
    }
    return Attributes.integers(node, attribute);
  }

  private static double @Nullable [] range(List<@Nullable Fact> inputs) {
    double count = rangeLength(inputs);
    if (count > 4096) {
      return null;
    }
    double start = inputs.get(0).knownValues()[0];
    double step = inputs.get(2).knownValues()[0];
    double[] values = new double[(int) count];
    Arrays.setAll(values, i -> start + i * step);
    return values;
  }

  /** Infinite if a bound is no number. */
  static double rangeLength(List<@Nullable Fact> inputs) {
    if (inputs.subList(0, 3).stream().anyMatch(i -> i.knownValues().length != 1)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] bounds = new double[3];
    Arrays.setAll(bounds, i -> inputs.get(i).knownValues()[0]);
    double length = Math.ceil((bounds[1] - bounds[0]) / bounds[2]);
    return Double.isNaN(length) ? Double.POSITIVE_INFINITY : Math.max(0, length);
  }

  private static double @Nullable [] all(
      double[] x, Fact output, double start, DoubleBinaryOperator operator) {
    return output.elements() == 1 ? new double[] {Arrays.stream(x).reduce(start, operator)} : null;
  }

  private static double @Nullable [] where(List<@Nullable Fact> inputs) {
    double[] condition = inputs.get(0).knownValues();
    double[] a = inputs.get(1).knownValues();
    double[] b = inputs.get(2).knownValues();
    int length = Math.max(condition.length, Math.max(a.length, b.length));
    for (double[] part : new double[][] {condition, a, b}) {
      if (part.length != length && part.length != 1) {
        return null;
      }
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double[] chosen = condition[condition.length == 1 ? 0 : i] != 0 ? a : b;
      values[i] = chosen[chosen.length == 1 ? 0 : i];
    }
    return values;
  }
}
