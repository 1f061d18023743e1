package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The output shapes of nodes. An operator without a rule is assumed not to grow. */
final class ShapeRules {
  private static final Set<String> BROADCASTING =
      Set.of(
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Mod",
          "Pow",
          "Max",
          "Min",
          "Sum",
          "Mean",
          "And",
          "Or",
          "Xor",
          "Equal",
          "Less",
          "LessOrEqual",
          "Greater",
          "GreaterOrEqual",
          "Where",
          "PRelu",
          "BitShift",
          "BitwiseAnd",
          "BitwiseOr",
          "BitwiseXor");

  private static final Set<String> COMPARING =
      Set.of("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual");

  private static final Set<String> REDUCING =
      Set.of(
          "ReduceSum",
          "ReduceMean",
          "ReduceMax",
          "ReduceMin",
          "ReduceProd",
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceSumSquare",
          "ArgMax",
          "ArgMin");

  /** Operators of windows, which {@link WindowRules} knows. */
  private static final Set<String> WINDOWS =
      Set.of(
          "Conv",
          "ConvTranspose",
          "MaxPool",
          "AveragePool",
          "LpPool",
          "ConvInteger",
          "QLinearConv");

  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");

  private ShapeRules() {}

  /** One fact per output; the last stands for all further ones. */
  static List<Fact> of(NodeProto node, List<@Nullable Fact> inputs) {
    String type = node.getOpType();
    if (type.equals("Constant")) {
      return List.of(Constants.of(node));
    }
    Fact first = inputs.isEmpty() ? null : inputs.get(0);
    Fact output = output(node, type, inputs, first);
    double[] values = ValueRules.of(node, inputs, output);
    if (values != null) {
      output = output.withValues(values);
    }
    return switch (first == null ? "" : type) {
      case "TopK" -> List.of(output, output.withType(TensorProto.DataType.INT64));
      case "Split" -> PartRules.split(node, inputs);
      default -> List.of(output);
    };
  }

  private static Fact output(
      NodeProto node, String type, List<@Nullable Fact> inputs, @Nullable Fact first) {
    if (GrowthRules.OPERATORS.contains(type)) {
      return GrowthRules.of(node, inputs);
    }
    if (first == null) {
      return unknown(inputs);
    }
    if (BROADCASTING.contains(type)) {
      return broadcast(inputs, broadcastType(type, inputs, first));
    }
    if (REDUCING.contains(type)) {
      return reduced(node, inputs);
    }
    if (WINDOWS.contains(type) && first.shape() != null) {
      return WindowRules.of(node, inputs);
    }
    if (RECURRENT.contains(type) && first.shape() != null && first.shape().length == 3) {
      long hidden = Attributes.integer(node, "hidden_size", 1);
      return Fact.of(first.type(), first.shape()[0], 2, first.shape()[1], hidden);
    }
    return switch (type) {
      case "Shape" -> shapeOf(node, first);
      case "Size" ->
          Fact.of(TensorProto.DataType.INT64, new long[0], new double[] {first.elements()});
      case "Cast" -> first.withType(target(node));
      case "QuantizeLinear" -> first.withType(TensorProto.DataType.UINT8);
      case "DequantizeLinear" -> first.withType(TensorProto.DataType.FLOAT);
      case "Reshape" -> reshaped(first, inputs);
      case "Flatten" -> flattened(node, first);
      case "Transpose" -> transposed(node, first);
      case "Squeeze" -> squeezed(first, ValueRules.input(node, inputs, 1, "axes"));
      case "Unsqueeze" -> unsqueezed(first, ValueRules.input(node, inputs, 1, "axes"));
      case "Concat" -> concatenated(node, inputs);
      case "Gather" -> PartRules.gathered(node, inputs);
      case "GatherND", "Compress", "Slice", "Split", "NonZero" ->
          PartRules.sliced(type, node, inputs);
      case "GatherElements" -> inputs.get(1).withType(first.type());
      case "MatMul" -> multiplied(inputs);
      case "Gemm" -> gemm(node, inputs);
      case "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool" -> pooled(first);
      case "DepthToSpace", "SpaceToDepth", "NonMaxSuppression" -> unknown(inputs);
      default -> new Fact(first.type(), first.shape(), first.elements(), null);
    };
  }

  private static TensorProto.DataType broadcastType(
      String type, List<@Nullable Fact> inputs, Fact first) {
    if (COMPARING.contains(type)) {
      return TensorProto.DataType.BOOL;
    }
    return type.equals("Where") ? inputs.get(1).type() : first.type();
  }

  static Fact unknown(List<@Nullable Fact> inputs) {
    double elements =
        inputs.stream().filter(Objects::nonNull).mapToDouble(Fact::elements).max().orElse(1);
    TensorProto.DataType type =
        inputs.isEmpty() || inputs.get(0) == null
            ? TensorProto.DataType.FLOAT
            : inputs.get(0).type();
    return Fact.unknown(type, elements);
  }

  private static TensorProto.DataType target(NodeProto node) {
    TensorProto.DataType type =
        TensorProto.DataType.forNumber((int) Attributes.integer(node, "to", 1));
    return type == null ? TensorProto.DataType.FLOAT : type;
  }

  private static Fact shapeOf(NodeProto node, Fact x) {
    if (x.shape() == null) {
      return Fact.unknown(TensorProto.DataType.INT64, 8);
    }
    int rank = x.shape().length;
    int start = position(Attributes.integer(node, "start", 0), rank);
    int end = Math.max(start, position(Attributes.integer(node, "end", rank), rank));
    double[] dims = Arrays.stream(x.shape(), start, end).mapToDouble(d -> d).toArray();
    return Fact.of(TensorProto.DataType.INT64, new long[] {dims.length}, dims);
  }

  /** A position that may count from the end, within bounds. */
  private static int position(long given, int rank) {
    return (int) Math.max(0, Math.min(rank, given < 0 ? given + rank : given));
  }

  static Fact broadcast(List<@Nullable Fact> inputs, TensorProto.DataType type) {
    long[] shape = new long[0];
    for (Fact input : inputs) {
      if (input == null || input.shape() == null) {
        return Fact.unknown(type, unknown(inputs).elements());
      }
      shape = broadcast(shape, input.shape());
    }
    return Fact.of(type, shape);
  }

  static long[] broadcast(long[] a, long[] b) {
    long[] shape = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= shape.length; i++) {
      long x = i <= a.length ? a[a.length - i] : 1;
      long y = i <= b.length ? b[b.length - i] : 1;
      shape[shape.length - i] = x == 1 ? y : y == 1 ? x : Math.max(x, y);
    }
    return shape;
  }

  private static Fact reduced(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] axes = ValueRules.input(node, inputs, 1, "axes");
    boolean argument = node.getOpType().startsWith("Arg");
    if (argument) {
      axes = new long[] {Attributes.integer(node, "axis", 0)};
    }
    TensorProto.DataType type = argument ? TensorProto.DataType.INT64 : x.type();
    if (x.shape() == null) {
      return Fact.unknown(type, x.elements());
    }
    boolean keep = Attributes.integer(node, "keepdims", 1) == 1;
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().length; axis++) {
      boolean gone = axes == null || axes.length == 0 || contains(axes, axis, x.shape().length);
      if (!gone || keep) {
        dims.add(gone ? 1 : x.shape()[axis]);
      }
    }
    return Fact.of(type, array(dims));
  }

  private static boolean contains(long[] axes, int axis, int rank) {
    return Arrays.stream(axes).anyMatch(a -> a == axis || a + rank == axis);
  }

  private static long[] array(List<Long> dims) {
    return dims.stream().mapToLong(Long::longValue).toArray();
  }

  private static Fact reshaped(Fact x, List<@Nullable Fact> inputs) {
    long[] target = inputs.size() > 1 && inputs.get(1) != null ? inputs.get(1).dimensions() : null;
    if (target == null) {
      return Fact.unknown(x.type(), x.elements());
    }
    long[] dims = target.clone();
    double known = 1;
    int open = -1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && x.shape() != null && i < x.shape().length) {
        dims[i] = x.shape()[i];
      }
      open = dims[i] == -1 ? i : open;
      known *= dims[i] == -1 ? 1 : dims[i];
    }
    if (open >= 0) {
      dims[open] = Math.max(1, (long) (x.elements() / Math.max(1, known)));
    }
    // A runtime refuses a shape of other size, so the elements are those of x.
    return new Fact(x.type(), dims, x.elements(), null);
  }

  private static Fact flattened(NodeProto node, Fact x) {
    if (x.shape() == null) {
      return Fact.unknown(x.type(), x.elements());
    }
    int axis = (int) Attributes.integer(node, "axis", 1);
    int split = Math.min(x.shape().length, Math.max(0, axis < 0 ? axis + x.shape().length : axis));
    long rows = (long) Fact.product(Arrays.copyOf(x.shape(), split));
    return Fact.of(x.type(), rows, rows == 0 ? 0 : (long) (x.elements() / rows));
  }

  private static Fact transposed(NodeProto node, Fact x) {
    if (x.shape() == null) {
      return Fact.unknown(x.type(), x.elements());
    }
    int rank = x.shape().length;
    long[] order = Attributes.integers(node, "perm");
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      long from = order == null || order.length != rank ? rank - 1 - i : order[i];
      dims[i] = from >= 0 && from < rank ? x.shape()[(int) from] : 1;
    }
    return new Fact(x.type(), dims, x.elements(), null);
  }

  private static Fact squeezed(Fact x, long @Nullable [] axes) {
    if (x.shape() == null) {
      return Fact.unknown(x.type(), x.elements());
    }
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().length; axis++) {
      boolean gone = axes == null ? x.shape()[axis] == 1 : contains(axes, axis, x.shape().length);
      if (!gone) {
        dims.add(x.shape()[axis]);
      }
    }
    return new Fact(x.type(), array(dims), x.elements(), null);
  }

  private static Fact unsqueezed(Fact x, long @Nullable [] axes) {
    if (x.shape() == null || axes == null) {
      return Fact.unknown(x.type(), x.elements());
    }
    int rank = x.shape().length + axes.length;
    List<Long> dims = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      boolean added = contains(axes, axis, rank) || next == x.shape().length;
      dims.add(added ? 1 : x.shape()[next++]);
    }
    return new Fact(x.type(), array(dims), x.elements(), null);
  }

  private static Fact concatenated(NodeProto node, List<@Nullable Fact> inputs) {
    Fact first = inputs.get(0);
    double elements = 0;
    boolean known = true;
    for (Fact input : inputs) {
      known &= input != null && input.shape() != null && input.shape().length > 0;
      elements += input == null ? 0 : input.elements();
    }
    if (!known) {
      return Fact.unknown(first.type(), elements);
    }
    long[] dims = first.knownShape().clone();
    int axis = Math.floorMod((int) Attributes.integer(node, "axis", 0), dims.length);
    dims[axis] = 0;
    for (Fact input : inputs) {
      long[] shape = input.knownShape();
      dims[axis] += shape[Math.min(axis, shape.length - 1)];
    }
    return new Fact(first.type(), dims, elements, null);
  }

  private static Fact multiplied(List<@Nullable Fact> inputs) {
    if (inputs.size() < 2
        || inputs.get(1) == null
        || inputs.get(0).shape() == null
        || inputs.get(1).shape() == null
        || inputs.get(0).shape().length < 2
        || inputs.get(1).shape().length < 2) {
      return unknown(inputs);
    }
    long[] a = inputs.get(0).shape();
    long[] b = inputs.get(1).shape();
    long[] batch = broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
    long[] dims = Arrays.copyOf(batch, batch.length + 2);
    dims[batch.length] = a[a.length - 2];
    dims[batch.length + 1] = b[b.length - 1];
    return Fact.of(inputs.get(0).type(), dims);
  }

  private static Fact gemm(NodeProto node, List<@Nullable Fact> inputs) {
    Fact a = inputs.get(0);
    Fact b = inputs.size() > 1 ? inputs.get(1) : null;
    if (b == null
        || a.shape() == null
        || b.shape() == null
        || a.shape().length != 2
        || b.shape().length != 2) {
      return unknown(inputs);
    }
    long rows = a.shape()[(int) Attributes.integer(node, "transA", 0) == 0 ? 0 : 1];
    long columns = b.shape()[(int) Attributes.integer(node, "transB", 0) == 0 ? 1 : 0];
    return Fact.of(a.type(), rows, columns);
  }

  private static Fact pooled(Fact x) {
    if (x.shape() == null || x.shape().length < 2) {
      return Fact.unknown(x.type(), x.elements());
    }
    List<Long> dims = new ArrayList<>(Collections.nCopies(x.shape().length, 1L));
    dims.set(0, x.shape()[0]);
    dims.set(1, x.shape()[1]);
    return Fact.of(x.type(), array(dims));
  }
}
