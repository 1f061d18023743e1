package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A random network for images of 3 by 8 by 8, in any of the forms that exporters write. */
final class RandomGraph {
  static final int CLASSES = 5;
  private static final int[] WIDTHS = {4, 8, 12, 16, 20, 24};

  private record Array(String name, int channels, int size) {}

  private final SplittableRandom random;
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("random");
  private final List<Array> arrays = new ArrayList<>();
  private int next;

  private RandomGraph(SplittableRandom random) {
    this.random = random;
  }

  static ModelProto of(SplittableRandom random) {
    return new RandomGraph(random).model();
  }

  private ModelProto model() {
    graph.addInput(port("image", List.of(-1L, 3L, 8L, 8L)));
    arrays.add(new Array("image", 3, 8));
    arrays.add(convolution(arrays.get(0), width(), 1));
    int steps = 3 + random.nextInt(12);
    for (int i = 0; i < steps; i++) {
      arrays.add(step(pick()));
    }
    Array last = arrays.get(arrays.size() - 1);
    String features = features(last);
    int width = last.channels();
    String weight = floats(List.of((long) width, (long) CLASSES));
    String scores;
    if (random.nextBoolean()) {
      scores = node("Gemm", List.of(features, weight, floats(List.of((long) CLASSES))));
    } else {
      scores = node("MatMul", List.of(features, weight));
    }
    if (random.nextInt(4) == 0) {
      scores = node("Add", List.of(scores, floats(List.of(1L, (long) CLASSES))));
    }
    graph.addOutput(port(scores, List.of(-1L, (long) CLASSES)));
    if (random.nextInt(5) == 0) {
      Array other = pick();
      if (!other.name().equals("image")) {
        graph.addOutput(port(other.name(), List.of(-1L, (long) other.channels(), -1L, -1L)));
      }
    }
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private int width() {
    return WIDTHS[random.nextInt(WIDTHS.length)];
  }

  private Array pick() {
    return arrays.get(1 + random.nextInt(arrays.size() - 1));
  }

  private String features(Array x) {
    return switch (random.nextInt(4)) {
      case 0 -> node("Flatten", List.of(node("GlobalAveragePool", List.of(x.name()))));
      case 1 -> node("Reshape", List.of(node("GlobalMaxPool", List.of(x.name())), integers(0, -1)));
      case 2 ->
          node(
              "Reshape",
              List.of(node("GlobalAveragePool", List.of(x.name())), integers(-1, x.channels())));
      default -> node("ReduceMean", List.of(x.name()), list("axes", 2, 3), number("keepdims", 0));
    };
  }

  private Array step(Array x) {
    String name = x.name();
    return switch (random.nextInt(22)) {
      case 0, 1 -> convolution(x, width(), 1);
      case 2 -> convolution(x, x.channels(), x.channels());
      case 3, 4 -> separable(x);
      case 5 -> x.channels() % 4 == 0 ? convolution(x, x.channels(), 4) : x;
      case 6, 7 -> alike(x, node("Relu", List.of(name)));
      case 8 -> alike(x, node("Clip", List.of(name, scalar(0), scalar(6))));
      case 9 -> alike(x, node("Mul", List.of(name, node("Sigmoid", List.of(name)))));
      case 10 ->
          alike(
              x,
              node("MaxPool", List.of(name), list("kernel_shape", 3, 3), list("pads", 1, 1, 1, 1)));
      case 11 ->
          alike(
              x,
              node(
                  "AveragePool",
                  List.of(name),
                  list("kernel_shape", 3, 3),
                  list("pads", 1, 1, 1, 1)));
      case 12, 13 -> joined(x, random.nextBoolean() ? "Add" : "Mul");
      case 14, 15 -> concatenated(x);
      case 16 -> shifted(x);
      case 17 ->
          alike(x, node("Add", List.of(name, floats(List.of(1L, (long) x.channels(), 1L, 1L)))));
      case 18 -> shuffled(x);
      case 19 -> normalized(x);
      case 20 -> half(x);
      default -> excited(x);
    };
  }

  private static Array alike(Array x, String name) {
    return new Array(name, x.channels(), x.size());
  }

  private Array convolution(Array x, int channels, int groups) {
    long kernel = random.nextBoolean() ? 3 : 1;
    String weight = floats(List.of((long) channels, (long) x.channels() / groups, kernel, kernel));
    List<String> inputs = new ArrayList<>(List.of(x.name(), weight));
    if (random.nextBoolean()) {
      inputs.add(floats(List.of((long) channels)));
    }
    AttributeProto padding =
        random.nextBoolean()
            ? list("pads", kernel / 2, kernel / 2, kernel / 2, kernel / 2)
            : AttributeProto.newBuilder()
                .setName("auto_pad")
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8("SAME_UPPER"))
                .build();
    return new Array(node("Conv", inputs, number("group", groups), padding), channels, x.size());
  }

  private Array separable(Array x) {
    Array wide = convolution(x, width(), 1);
    Array deep = convolution(wide, wide.channels(), wide.channels());
    return convolution(alike(deep, node("Relu", List.of(deep.name()))), x.channels(), 1);
  }

  private Array joined(Array x, String type) {
    List<Array> fitting =
        arrays.stream().filter(a -> a.channels() == x.channels() && a.size() == x.size()).toList();
    Array other = fitting.get(random.nextInt(fitting.size()));
    return alike(x, node(type, List.of(x.name(), other.name())));
  }

  private Array concatenated(Array x) {
    List<Array> fitting = arrays.stream().filter(a -> a.size() == x.size()).toList();
    Array other = fitting.get(random.nextInt(fitting.size()));
    if (x.channels() + other.channels() > 64) {
      return x;
    }
    return new Array(
        node("Concat", List.of(x.name(), other.name()), number("axis", 1)),
        x.channels() + other.channels(),
        x.size());
  }

  private Array shifted(Array x) {
    String padded =
        node("Pad", List.of(x.name(), integers(0, 0, 0, 0, 0, 0, 1, 1), scalar(random.nextInt(2))));
    return alike(
        x, node("Slice", List.of(padded, integers(1, 1), integers(99, 99), integers(2, 3))));
  }

  /** Channels of two halves in turns. */
  private Array shuffled(Array x) {
    int half = x.channels() / 2;
    if (2 * half != x.channels()) {
      return x;
    }
    String apart = node("Reshape", List.of(x.name(), integers(0, 2, half, x.size(), x.size())));
    String turned = node("Transpose", List.of(apart), list("perm", 0, 2, 1, 3, 4));
    return alike(
        x, node("Reshape", List.of(turned, integers(0, x.channels(), x.size(), x.size()))));
  }

  private Array normalized(Array x) {
    List<Long> dims = List.of((long) x.channels());
    float[] ones = new float[x.channels()];
    java.util.Arrays.fill(ones, 1);
    String variance = constant(FloatTensors.of(ones, dims));
    return alike(
        x,
        node(
            "BatchNormalization",
            List.of(x.name(), floats(dims), floats(dims), floats(dims), variance)));
  }

  private Array half(Array x) {
    int half = x.channels() / 2;
    return half == 0 || x.channels() % 2 == 1
        ? x
        : new Array(
            node("Slice", List.of(x.name(), integers(half), integers(x.channels()), integers(1))),
            half,
            x.size());
  }

  /** Squeeze and excitation. */
  private Array excited(Array x) {
    Array pooled = new Array(node("GlobalAveragePool", List.of(x.name())), x.channels(), 1);
    long channels = x.channels();
    String factors =
        node("Conv", List.of(pooled.name(), floats(List.of(channels, channels, 1L, 1L))));
    return alike(x, node("Mul", List.of(x.name(), node("HardSigmoid", List.of(factors)))));
  }

  private String node(String type, List<String> inputs, AttributeProto... attributes) {
    String output = "v" + next++;
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return output;
  }

  /** Of a size that keeps the sums of a layer near 1. */
  private String floats(List<Long> dims) {
    int size = Math.toIntExact(dims.stream().reduce(1L, (a, b) -> a * b));
    double each = dims.size() < 2 ? 4 : (double) size / dims.get(dims.size() == 2 ? 1 : 0);
    float[] values = new float[size];
    IntStream.range(0, size)
        .forEach(i -> values[i] = (float) (random.nextGaussian() / Math.sqrt(each)));
    return constant(FloatTensors.of(values, dims));
  }

  private String scalar(float value) {
    return constant(FloatTensors.of(new float[] {value}, List.of()));
  }

  private String integers(long... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .setRawData(ByteString.copyFrom(buffer.array())));
  }

  private String constant(TensorProto.Builder tensor) {
    String name = "c" + next++;
    graph.addInitializer(tensor.setName(name));
    return name;
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto list(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList())
        .build();
  }

  private static ValueInfoProto port(String name, List<Long> dims) {
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
    for (long dim : dims) {
      if (dim < 0) {
        type.getShapeBuilder().addDimBuilder().setDimParam("n" + type.getShape().getDimCount());
      } else {
        type.getShapeBuilder().addDimBuilder().setDimValue(dim);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }
}
