package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of results that may be larger than all inputs. A size that is not known before the
 * model runs is infinite.
 */
final class GrowthRules {
  static final Set<String> OPERATORS =
      Set.of(
          "ConstantOfShape",
          "Expand",
          "OneHot",
          "Pad",
          "Range",
          "Resize",
          "Tile",
          "Upsample",
          "EyeLike",
          "Multinomial",
          "RandomNormal",
          "RandomUniform",
          "TopK",
          "MaxUnpool",
          "Col2Im",
          "CenterCropPad",
          "BlackmanWindow",
          "HannWindow",
          "HammingWindow",
          "DFT",
          "STFT",
          "MelWeightMatrix",
          "Einsum");

  private static final int SMALL = 4096;

  private GrowthRules() {}

  static Fact of(NodeProto node, List<@Nullable Fact> inputs) {
    return switch (node.getOpType()) {
      case "ConstantOfShape" -> filled(node, shaped(type(node), dimensions(inputs, 0)));
      case "RandomNormal", "RandomUniform" ->
          shaped(TensorProto.DataType.FLOAT, Attributes.integers(node, "shape"));
      case "Expand" -> expanded(inputs);
      case "Tile" -> scaled(inputs, values(inputs, 1));
      case "Resize" -> resized(node, inputs);
      case "Upsample" -> upsampled(node, inputs);
      case "Pad" -> padded(node, inputs);
      case "Range" -> range(inputs);
      case "OneHot" -> oneHot(node, inputs);
      case "TopK" -> largest(node, inputs);
      case "EyeLike" -> inputs.get(0).withValues(null);
      case "Einsum" -> contracted(node, inputs);
      default -> byConstants(node, inputs);
    };
  }

  private static Fact endless(List<@Nullable Fact> inputs) {
    return Fact.unknown(ShapeRules.unknown(inputs).type(), Double.POSITIVE_INFINITY);
  }

  private static double @Nullable [] values(List<@Nullable Fact> inputs, int position) {
    Fact fact = position < inputs.size() ? inputs.get(position) : null;
    return fact == null ? null : fact.values();
  }

  private static long @Nullable [] dimensions(List<@Nullable Fact> inputs, int position) {
    Fact fact = position < inputs.size() ? inputs.get(position) : null;
    return fact == null ? null : fact.dimensions();
  }

  private static Fact shaped(TensorProto.DataType type, long @Nullable [] dims) {
    return dims == null ? Fact.unknown(type, Double.POSITIVE_INFINITY) : Fact.of(type, dims);
  }

  /** A small array of one value may be a shape that is computed on. */
  private static Fact filled(NodeProto node, Fact fact) {
    if (!(fact.elements() <= SMALL)) {
      return fact;
    }
    double[] value =
        Attributes.get(node, "value")
            .map(a -> Constants.of(a.getT()).values())
            .orElse(new double[1]);
    if (value == null || value.length != 1) {
      return fact;
    }
    double[] values = new double[(int) fact.elements()];
    Arrays.fill(values, value[0]);
    return fact.withValues(values);
  }

  private static TensorProto.DataType type(NodeProto node) {
    return Attributes.get(node, "value")
        .map(a -> TensorProto.DataType.forNumber(a.getT().getDataType()))
        .orElse(TensorProto.DataType.FLOAT);
  }

  private static Fact expanded(List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] target = dimensions(inputs, 1);
    if (target == null) {
      return endless(inputs);
    }
    return x == null || x.shape() == null
        ? Fact.unknown(ShapeRules.unknown(inputs).type(), x == null ? 1 : Fact.product(target))
        : Fact.of(x.type(), ShapeRules.broadcast(x.shape(), target));
  }

  /** Each axis longer by a factor. */
  private static Fact scaled(List<@Nullable Fact> inputs, double @Nullable [] factors) {
    Fact x = inputs.get(0);
    if (factors == null || x == null) {
      return endless(inputs);
    }
    double growth = Arrays.stream(factors).reduce(1, (a, b) -> a * b);
    if (x.shape() == null || x.shape().length != factors.length) {
      return Fact.unknown(x.type(), x.elements() * growth);
    }
    long[] dims = new long[factors.length];
    long[] shape = x.shape();
    Arrays.setAll(dims, i -> (long) (shape[i] * factors[i]));
    return Fact.of(x.type(), dims);
  }

  /** Inputs: x, roi, scales, sizes; before opset 11 x, scales. */
  private static Fact resized(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] sizes = dimensions(inputs, 3);
    if (sizes != null && x != null && x.shape() != null) {
      long[] axes = Attributes.integers(node, "axes");
      long[] dims = x.shape().clone();
      int count = Math.min(sizes.length, axes == null ? dims.length : axes.length);
      for (int i = 0; i < count && dims.length > 0; i++) {
        dims[axes == null ? i : Math.floorMod((int) axes[i], dims.length)] = sizes[i];
      }
      return Fact.of(x.type(), dims);
    }
    if (sizes != null) {
      return Fact.unknown(ShapeRules.unknown(inputs).type(), Fact.product(sizes));
    }
    return scaled(inputs, inputs.size() == 2 ? values(inputs, 1) : values(inputs, 2));
  }

  private static Fact upsampled(NodeProto node, List<@Nullable Fact> inputs) {
    double[] scales =
        Attributes.get(node, "scales")
            .map(a -> a.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray())
            .orElse(values(inputs, 1));
    return scaled(inputs, scales);
  }

  private static Fact padded(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] pads = ValueRules.input(node, inputs, 1, "pads");
    if (pads == null || x == null) {
      return endless(inputs);
    }
    if (x.shape() == null || pads.length % 2 != 0) {
      double growth =
          Arrays.stream(pads).mapToDouble(p -> 1 + Math.abs(p)).reduce(1, (a, b) -> a * b);
      return Fact.unknown(x.type(), x.elements() * growth);
    }
    long[] axes = inputs.size() > 3 ? dimensions(inputs, 3) : null;
    long[] dims = x.shape().clone();
    int half = pads.length / 2;
    int count = Math.min(half, axes == null ? half : axes.length);
    for (int i = 0; i < count && dims.length > 0; i++) {
      int axis = axes == null ? i : (int) axes[i];
      long more = pads[i] + pads[half + i];
      dims[Math.floorMod(axis, dims.length)] += more;
    }
    return Fact.of(x.type(), Arrays.stream(dims).map(d -> Math.max(1, d)).toArray());
  }

  private static Fact range(List<@Nullable Fact> inputs) {
    if (inputs.size() < 3 || inputs.stream().anyMatch(i -> i == null || i.values() == null)) {
      return endless(inputs);
    }
    double length = ValueRules.rangeLength(inputs);
    return new Fact(inputs.get(0).type(), new long[] {(long) length}, length, null);
  }

  /** Not more than there are. */
  private static Fact largest(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    long[] count = inputs.size() > 1 ? dimensions(inputs, 1) : Attributes.integers(node, "k");
    if (x.shape() == null || x.shape().length == 0) {
      return ShapeRules.unknown(inputs);
    }
    long[] dims = x.shape().clone();
    int axis = Math.floorMod((int) Attributes.integer(node, "axis", -1), dims.length);
    if (count != null && count.length == 1) {
      dims[axis] = Math.min(dims[axis], Math.max(0, count[0]));
    }
    return Fact.of(x.type(), dims);
  }

  private static Fact oneHot(NodeProto node, List<@Nullable Fact> inputs) {
    double[] depth = values(inputs, 1);
    Fact indices = inputs.get(0);
    if (depth == null || depth.length != 1 || indices == null) {
      return endless(inputs);
    }
    TensorProto.DataType type =
        inputs.size() > 2 && inputs.get(2) != null ? inputs.get(2).type() : indices.type();
    if (indices.shape() == null) {
      return Fact.unknown(type, indices.elements() * depth[0]);
    }
    List<Long> dims = new ArrayList<>();
    Arrays.stream(indices.shape()).forEach(dims::add);
    int axis = (int) Attributes.integer(node, "axis", -1);
    int place = axis < 0 ? axis + dims.size() + 1 : axis;
    dims.add(Math.max(0, Math.min(dims.size(), place)), (long) depth[0]);
    return Fact.of(type, dims.stream().mapToLong(Long::longValue).toArray());
  }

  /** The letters of an equation stand for lengths. */
  private static Fact contracted(NodeProto node, List<@Nullable Fact> inputs) {
    String[] sides =
        Attributes.get(node, "equation")
            .map(a -> a.getS().toStringUtf8().replace(" ", "").split("->", 2))
            .orElse(new String[0]);
    if (sides.length != 2 || inputs.stream().anyMatch(i -> i == null || i.shape() == null)) {
      return ShapeRules.unknown(inputs);
    }
    Map<Character, Long> lengths = new HashMap<>();
    String[] terms = sides[0].split(",", -1);
    for (int i = 0; i < Math.min(terms.length, inputs.size()); i++) {
      long[] shape = inputs.get(i).knownShape();
      for (int axis = 0; axis < Math.min(terms[i].length(), shape.length); axis++) {
        lengths.merge(terms[i].charAt(axis), shape[axis], Math::max);
      }
    }
    double elements = 1;
    for (char letter : sides[1].toCharArray()) {
      elements *= lengths.getOrDefault(letter, 1L);
    }
    return Fact.unknown(ShapeRules.unknown(inputs).type(), elements);
  }

  /** Operators whose sizes are among their small inputs and attributes. */
  private static Fact byConstants(NodeProto node, List<@Nullable Fact> inputs) {
    double size = ShapeRules.unknown(inputs).elements();
    for (Fact input : inputs) {
      if (input != null && input.isWhole()) {
        if (input.values() == null) {
          return endless(inputs);
        }
        double product =
            Arrays.stream(input.values())
                .map(Math::abs)
                .filter(v -> v > 0)
                .reduce(1, (a, b) -> a * b);
        size = Math.max(size, product);
      }
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      size = Math.max(size, Math.abs((double) attribute.getI()));
    }
    return Fact.unknown(ShapeRules.unknown(inputs).type(), size);
  }
}
