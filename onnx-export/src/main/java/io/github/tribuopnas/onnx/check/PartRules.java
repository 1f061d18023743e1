package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of parts of arrays. */
final class PartRules {
  private PartRules() {}

  static Fact gathered(NodeProto node, List<@Nullable Fact> inputs) {
    Fact data = inputs.get(0);
    Fact indices = inputs.size() > 1 ? inputs.get(1) : null;
    if (indices == null
        || data.shape() == null
        || indices.shape() == null
        || data.shape().length == 0) {
      return ShapeRules.unknown(inputs);
    }
    int axis = Math.floorMod((int) Attributes.integer(node, "axis", 0), data.shape().length);
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < data.shape().length; i++) {
      if (i == axis) {
        Arrays.stream(indices.shape()).forEach(dims::add);
      } else {
        dims.add(data.shape()[i]);
      }
    }
    return Fact.of(data.type(), dims.stream().mapToLong(Long::longValue).toArray());
  }

  /** Parts of an array, which are at most as large as it. */
  static Fact sliced(String type, NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    if (type.equals("GatherND")) {
      return ShapeRules.unknown(inputs);
    }
    if (type.equals("Slice") && x.shape() != null && x.shape().length > 0) {
      long[] axes = ValueRules.input(node, inputs, 3, "axes");
      long[] starts = ValueRules.input(node, inputs, 1, "starts");
      long[] ends = ValueRules.input(node, inputs, 2, "ends");
      if (starts != null && ends != null && starts.length == ends.length) {
        return cut(x, axes, starts, ends);
      }
    }
    double factor = type.equals("NonZero") && x.shape() != null ? Math.max(1, x.shape().length) : 1;
    return Fact.unknown(x.type(), x.elements() * factor);
  }

  private static Fact cut(Fact x, long @Nullable [] axes, long[] starts, long[] ends) {
    long[] dims = x.knownShape().clone();
    for (int i = 0; i < starts.length; i++) {
      int axis = Math.floorMod(axes == null || i >= axes.length ? i : (int) axes[i], dims.length);
      long length = dims[axis];
      long start = Math.min(length, Math.max(0, starts[i] < 0 ? starts[i] + length : starts[i]));
      long end = Math.min(length, Math.max(0, ends[i] < 0 ? ends[i] + length : ends[i]));
      dims[axis] = end > start ? end - start : length;
    }
    return Fact.of(x.type(), dims);
  }

  /** Equal parts, or parts of the given lengths. */
  static List<Fact> split(NodeProto node, List<@Nullable Fact> inputs) {
    Fact x = inputs.get(0);
    int parts = node.getOutputCount();
    long[] lengths = ValueRules.input(node, inputs, 1, "split");
    if (x.shape() == null
        || x.shape().length == 0
        || inputs.size() > 1 && lengths == null
        || lengths != null && lengths.length != parts) {
      return List.of(Fact.unknown(x.type(), x.elements()));
    }
    int axis = Math.floorMod((int) Attributes.integer(node, "axis", 0), x.shape().length);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      long[] dims = x.shape().clone();
      long equal = (dims[axis] + parts - 1) / parts;
      dims[axis] = Math.min(dims[axis], Math.max(0, lengths == null ? equal : lengths[i]));
      facts.add(Fact.of(x.type(), dims));
    }
    return facts;
  }
}
