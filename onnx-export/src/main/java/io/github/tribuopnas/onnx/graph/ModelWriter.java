package io.github.tribuopnas.onnx.graph;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;

/** Turns a finished graph into the protobuf message of a model file. */
public final class ModelWriter {

  /**
   * An input or output of the model.
   *
   * @param name its name
   * @param type element type
   * @param dimensions a number, the name of a dimension that may have any size, or nothing for one
   *     that is not known
   */
  public record Port(String name, DataType type, List<String> dimensions) {}

  private ModelWriter() {}

  /**
   * Writes a model.
   *
   * @param graph a finished graph
   * @param inputs its inputs
   * @param outputs its outputs
   * @param metadata entries of the file, in their order
   * @param docString what the file says of itself
   * @return the message
   */
  public static ModelProto write(
      OnnxGraph graph,
      List<Port> inputs,
      List<Port> outputs,
      Map<String, String> metadata,
      String docString) {
    GraphProto.Builder proto = GraphProto.newBuilder().setName("djl_block");
    inputs.forEach(p -> proto.addInput(port(p)));
    outputs.forEach(p -> proto.addOutput(port(p)));
    graph.initializers().forEach((name, tensor) -> proto.addInitializer(tensor(name, tensor)));
    graph.nodes().forEach(n -> proto.addNode(node(n)));
    graph.descriptions().forEach(p -> proto.addValueInfo(port(p)));
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(irVersion(graph.opset()))
            .setProducerName("tribuo-pnas onnx-export")
            .setProducerVersion(version())
            .setDocString(docString)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(graph.opset()))
            .setGraph(proto);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  /** The format version that each opset was released with. */
  private static int irVersion(int opset) {
    if (opset <= 14) {
      return 7;
    }
    if (opset <= 18) {
      return 8;
    }
    if (opset <= 20) {
      return 9;
    }
    return opset <= 22 ? 10 : 11;
  }

  /** That of the jar; the classes of a build have none. */
  private static String version() {
    String version = ModelWriter.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static ValueInfoProto port(Port port) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dimension : port.dimensions()) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (dimension.isEmpty()) {
        continue;
      }
      if (Character.isDigit(dimension.charAt(0))) {
        dim.setDimValue(Long.parseLong(dimension));
      } else {
        dim.setDimParam(dimension);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(port.name())
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxTypes.onnx(port.type()).getNumber())
                        .setShape(shape)))
        .build();
  }

  private static TensorProto tensor(String name, Tensor tensor) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(OnnxTypes.onnx(tensor.type()).getNumber())
            .setRawData(tensor.data());
    for (long dim : tensor.shape().getShape()) {
      proto.addDims(dim);
    }
    return proto.build();
  }

  private static NodeProto node(OnnxNode node) {
    NodeProto.Builder proto =
        NodeProto.newBuilder()
            .setName(node.name())
            .setOpType(node.type())
            .addAllInput(node.inputs())
            .addAllOutput(node.outputs());
    node.attributes().forEach((name, value) -> proto.addAttribute(attribute(name, value)));
    return proto.build();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer || value instanceof Long) {
      proto.setType(AttributeProto.AttributeType.INT).setI(((Number) value).longValue());
    } else if (value instanceof Float number) {
      proto.setType(AttributeProto.AttributeType.FLOAT).setF(number);
    } else if (value instanceof String text) {
      proto.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
    } else if (value instanceof long[] numbers) {
      proto.setType(AttributeProto.AttributeType.INTS);
      for (long number : numbers) {
        proto.addInts(number);
      }
    } else if (value instanceof float[] numbers) {
      proto.setType(AttributeProto.AttributeType.FLOATS);
      for (float number : numbers) {
        proto.addFloats(number);
      }
    } else if (value instanceof String[] texts) {
      proto.setType(AttributeProto.AttributeType.STRINGS);
      for (String text : texts) {
        proto.addStrings(ByteString.copyFromUtf8(text));
      }
    } else {
      throw new IllegalArgumentException(
          "attribute '"
              + name
              + "' is a "
              + value.getClass().getSimpleName()
              + "; allowed are Integer, Long, Float, String, long[], float[] and String[]");
    }
    return proto.build();
  }
}
