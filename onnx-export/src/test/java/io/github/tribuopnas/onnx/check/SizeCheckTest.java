package io.github.tribuopnas.onnx.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays that grow beyond a limit are found by following shapes, and honest ones pass. */
class SizeCheckTest {
  private static final long HUGE = 1L << 34;

  private static TensorProto longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  private static TensorProto floats(String name, float... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static TensorProto scalar(TensorProto vector) {
    return vector.toBuilder().clearDims().build();
  }

  private static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static NodeProto node(
      String type, String output, List<String> inputs, AttributeProto... attributes) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output)
        .addAllInput(inputs)
        .addOutput(output)
        .addAllAttribute(List.of(attributes))
        .build();
  }

  /** A model of one input {@code x [batch, 4, 8, 8]}, whose last node gives the output. */
  private static ModelProto model(List<TensorProto> constants, List<NodeProto> nodes) {
    GraphProto.Builder graph = GraphProto.newBuilder().addInput(port("x", 0, 4, 8, 8));
    graph.addAllInitializer(constants).addAllNode(nodes);
    graph.addOutput(port(nodes.get(nodes.size() - 1).getOutput(0)));
    return ModelProto.newBuilder()
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto port(String name, long... dims) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
    for (long dim : dims) {
      if (dim == 0) {
        tensor.getShapeBuilder().addDimBuilder().setDimParam("batch");
      } else {
        tensor.getShapeBuilder().addDimBuilder().setDimValue(dim);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  static Stream<Arguments> hostile() {
    List<NodeProto> tiles = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      tiles.add(node("Tile", "t" + i, List.of(i == 0 ? "x" : "t" + (i - 1), "ten")));
    }
    return Stream.of(
        Arguments.of(
            "a shape behind value_ints",
            List.of(),
            List.of(
                node("Constant", "s", List.of(), ints("value_ints", HUGE)),
                node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "a shape behind Identity and Cast",
            List.of(floats("f", HUGE)),
            List.of(
                node("Identity", "i", List.of("f")),
                node("Cast", "s", List.of("i"), integer("to", TensorProto.DataType.INT64_VALUE)),
                node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "a shape that is multiplied",
            List.of(longs("a", 1 << 20), longs("b", 1 << 16)),
            List.of(
                node("Mul", "s", List.of("a", "b")), node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "the own shape, multiplied",
            List.of(longs("b", 1 << 30)),
            List.of(
                node("Shape", "a", List.of("x")),
                node("Mul", "s", List.of("a", "b")),
                node("Expand", "y", List.of("x", "s")))),
        Arguments.of(
            "random numbers",
            List.of(),
            List.of(node("RandomNormal", "y", List.of(), ints("shape", 1 << 20, 1 << 20)))),
        Arguments.of(
            "a range of floats",
            List.of(scalar(floats("a", 0)), scalar(floats("b", 1e12f)), scalar(floats("c", 0.5f))),
            List.of(node("Range", "y", List.of("a", "b", "c")))),
        Arguments.of(
            "an endless range",
            List.of(scalar(floats("a", 0)), scalar(floats("b", 1)), scalar(floats("c", 0))),
            List.of(node("Range", "y", List.of("a", "b", "c")))),
        Arguments.of(
            "scales of Resize",
            List.of(floats("s", 1, 1, 30_000, 30_000)),
            List.of(node("Resize", "y", List.of("x", "", "s")))),
        Arguments.of(
            "sizes of Resize",
            List.of(longs("s", 1, 4, 100_000, 100_000)),
            List.of(node("Resize", "y", List.of("x", "", "", "s")))),
        Arguments.of("a chain of Tile", List.of(longs("ten", 1, 1, 10, 10)), tiles),
        Arguments.of(
            "a product of two vectors",
            List.of(longs("a", 1, 1, 1, 1 << 20), longs("b", 1, 1, 1 << 20, 1)),
            List.of(
                node("ConstantOfShape", "row", List.of("a")),
                node("ConstantOfShape", "column", List.of("b")),
                node("Add", "y", List.of("row", "column")))),
        Arguments.of(
            "a size that the values of the input decide",
            List.of(),
            List.of(
                node("Cast", "s", List.of("x"), integer("to", TensorProto.DataType.INT64_VALUE)),
                node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "a padding",
            List.of(longs("p", 0, 0, 0, 0, 0, 0, 1 << 20, 1 << 20)),
            List.of(node("Pad", "y", List.of("x", "p")))),
        Arguments.of(
            "a depth",
            List.of(scalar(longs("d", HUGE)), floats("v", 0, 1)),
            List.of(
                node("Cast", "i", List.of("x"), integer("to", TensorProto.DataType.INT64_VALUE)),
                node("OneHot", "y", List.of("i", "d", "v")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isRefused(String name, List<TensorProto> constants, List<NodeProto> nodes) {
    byte[] bytes = model(constants, nodes).toByteArray();
    String message =
        assertThrows(
                InvalidModelException.class, () -> OnnxModelReader.builder().build().read(bytes))
            .getMessage();
    assertTrue(message.contains("makes an array of"), message);
  }

  static Stream<Arguments> honest() {
    return Stream.of(
        Arguments.of(
            "Expand of large whole numbers",
            List.of(longs("data", 1L << 40, -5), longs("s", 3, 2)),
            List.of(node("Expand", "y", List.of("data", "s")))),
        Arguments.of(
            "a part of a shape, from the end",
            List.of(),
            List.of(
                node("Shape", "s", List.of("x"), integer("start", -2), integer("end", -1)),
                node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "a size that a condition chooses, as Attention is written out",
            List.of(longs("four", 4), longs("one", 1)),
            List.of(
                node("Shape", "heads", List.of("x"), integer("start", 1), integer("end", 2)),
                node("Equal", "same", List.of("heads", "four")),
                node("Not", "differ", List.of("same")),
                node("Or", "either", List.of("same", "differ")),
                node("And", "none", List.of("either", "differ")),
                node("Where", "s", List.of("none", "heads", "one")),
                node("Expand", "y", List.of("one", "s")))),
        Arguments.of(
            "the shape of the largest two, split and one-hot",
            List.of(longs("two", 2), scalar(longs("depth", 5)), floats("values", 0, 1)),
            List.of(
                node("TopK", "top", List.of("x", "two")),
                node(
                    "Split", "half", List.of("top"), integer("axis", 1), integer("num_outputs", 1)),
                node("Cast", "whole", List.of("half"), integer("to", 7)),
                node("OneHot", "hot", List.of("whole", "depth", "values")),
                node("Shape", "s", List.of("hot")),
                node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "no numbers, plus one",
            List.of(scalar(longs("zero", 0)), scalar(longs("step", 1)), longs("one", 1)),
            List.of(
                node("Range", "none", List.of("zero", "zero", "step")),
                node("Add", "sum", List.of("none", "one")),
                node("Mul", "y", List.of("one", "sum")))),
        Arguments.of(
            "an axis of a million",
            List.of(longs("s", 1 << 20)),
            List.of(node("ConstantOfShape", "y", List.of("s")))),
        Arguments.of(
            "twice the size of the input",
            List.of(longs("two", 1, 1, 2, 2)),
            List.of(
                node("Shape", "a", List.of("x")),
                node("Mul", "s", List.of("a", "two")),
                node("Resize", "y", List.of("x", "", "", "s")))),
        Arguments.of(
            "a shape where -1 is replaced, as PyTorch writes Expand",
            List.of(longs("rank", 4), longs("wanted", -1, 4, 8, 8), longs("minus", -1)),
            List.of(
                node(
                    "ConstantOfShape",
                    "ones",
                    List.of("rank"),
                    AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(longs("", 1))
                        .build()),
                node("Mul", "negative", List.of("ones", "minus")),
                node("Equal", "open", List.of("wanted", "negative")),
                node("Where", "s", List.of("open", "ones", "wanted")),
                node("Expand", "y", List.of("x", "s")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("honest")
  void passes(String name, List<TensorProto> constants, List<NodeProto> nodes) {
    byte[] bytes = model(constants, nodes).toByteArray();
    assertDoesNotThrow(() -> OnnxModelReader.builder().build().read(bytes));
  }

  @Test
  void theLimitIsOfBytes() {
    byte[] bytes =
        model(List.of(longs("s", 1000)), List.of(node("ConstantOfShape", "y", List.of("s"))))
            .toByteArray();
    assertDoesNotThrow(() -> OnnxModelReader.builder().optMaxArrayBytes(4000).build().read(bytes));
    assertThrows(
        InvalidModelException.class,
        () -> OnnxModelReader.builder().optMaxArrayBytes(3999).build().read(bytes));
  }

  /** Found by changing the test models of the ONNX project at random. */
  @Test
  void sizesBelowZeroAndOfNothingAreNoFaultOfTheCheck() {
    List<List<NodeProto>> graphs =
        List.of(
            List.of(node("ConstantOfShape", "y", List.of("negative"))),
            List.of(node("Range", "y", List.of("nothing", "two", "two"))),
            List.of(node("Resize", "y", List.of("x", "", "", "two"), ints("axes", 3))),
            List.of(node("Pad", "y", List.of("x", "two", "", "nothing"))),
            List.of(node("Pad", "y", List.of("x", "four", "", "negative"))),
            List.of(
                node("Size", "s", List.of("x")),
                node("Slice", "y", List.of("s", "negative", "negative"))),
            List.of(
                node("Shape", "s", List.of("x")),
                node("Slice", "y", List.of("s", "negative", "negative", "", ""))),
            List.of(node("Tile", "y", List.of("x", "negative"))),
            List.of(node("Expand", "y", List.of("two", "nothing"))));
    for (List<NodeProto> nodes : graphs) {
      ModelProto model =
          model(
              List.of(
                  longs("negative", -8),
                  longs("nothing"),
                  longs("two", 2, 2),
                  longs("four", 1, 1, 1, 1)),
              nodes);
      try {
        OnnxModelReader.builder().build().check(model);
      } catch (InvalidModelException e) {
        assertTrue(e.getMessage().contains("'y'"), e.getMessage());
      }
    }
  }

  /** A file may leave an input out, by an empty name or by its end, whatever the operator needs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Add",
        "Where",
        "Equal",
        "PRelu",
        "ReduceSum",
        "ArgMax",
        "Conv",
        "ConvTranspose",
        "MaxPool",
        "QLinearConv",
        "LSTM",
        "Shape",
        "Size",
        "Cast",
        "QuantizeLinear",
        "Reshape",
        "Flatten",
        "Transpose",
        "Squeeze",
        "Unsqueeze",
        "Concat",
        "Gather",
        "GatherND",
        "Compress",
        "Slice",
        "Split",
        "NonZero",
        "GatherElements",
        "MatMul",
        "Gemm",
        "GlobalAveragePool",
        "DepthToSpace",
        "NonMaxSuppression",
        "ConstantOfShape",
        "Expand",
        "OneHot",
        "Pad",
        "Range",
        "Resize",
        "Tile",
        "Upsample",
        "EyeLike",
        "RandomNormal",
        "TopK",
        "MaxUnpool",
        "Einsum",
        "Identity",
        "Neg",
        "ReduceProd",
        "Constant",
        "Unknown"
      })
  void aLeftOutInputIsNoFaultOfTheCheck(String type) {
    TensorProto one = longs("c", 1);
    for (List<String> inputs :
        List.of(
            List.<String>of(),
            List.of(""),
            List.of("x"),
            List.of("c"),
            List.of("", "c"),
            List.of("c", ""),
            List.of("x", ""),
            List.of("c", "", "c"),
            List.of("c", "c", ""))) {
      ModelProto model = model(List.of(one), List.of(node(type, "y", inputs)));
      try {
        new SizeCheck(model.getGraph(), 1 << 20).check();
      } catch (InvalidModelException e) {
        assertTrue(e.getMessage().contains("'y'"), e.getMessage());
      }
    }
  }
}
