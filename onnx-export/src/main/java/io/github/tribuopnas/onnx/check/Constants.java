package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constants of a model as facts. */
final class Constants {
  private static final int SMALL = 4096;

  private Constants() {}

  static Fact of(TensorProto tensor) {
    long[] shape = new long[tensor.getDimsCount()];
    Arrays.setAll(shape, tensor::getDims);
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    Fact fact = Fact.of(type, shape);
    return fact.elements() <= SMALL ? fact.withValues(values(tensor, type)) : fact;
  }

  private static double @Nullable [] values(TensorProto tensor, TensorProto.DataType type) {
    if (!tensor.hasRawData()) {
      return listed(tensor, type);
    }
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int width = TensorCheck.width(type);
    double[] values = new double[raw.remaining() / width];
    for (int i = 0; i < values.length; i++) {
      int at = i * width;
      switch (type) {
        case FLOAT -> values[i] = raw.getFloat(at);
        case DOUBLE -> values[i] = raw.getDouble(at);
        case INT64, UINT64 -> values[i] = raw.getLong(at);
        case INT32, UINT32 -> values[i] = raw.getInt(at);
        case INT8 -> values[i] = raw.get(at);
        case UINT8, BOOL -> values[i] = Byte.toUnsignedInt(raw.get(at));
        default -> {
          return null;
        }
      }
    }
    return values;
  }

  private static double @Nullable [] listed(TensorProto tensor, TensorProto.DataType type) {
    @Nullable List<? extends Number> numbers =
        switch (type) {
          case FLOAT -> tensor.getFloatDataList();
          case DOUBLE -> tensor.getDoubleDataList();
          case INT64 -> tensor.getInt64DataList();
          case FLOAT16, BFLOAT16 -> null;
          case UINT32, UINT64 -> tensor.getUint64DataList();
          default -> tensor.getInt32DataList();
        };
    return numbers == null ? null : numbers.stream().mapToDouble(Number::doubleValue).toArray();
  }

  /** The value of a Constant node, in any of its forms. */
  static Fact of(NodeProto node) {
    for (AttributeProto attribute : node.getAttributeList()) {
      switch (attribute.getName()) {
        case "value":
          return of(attribute.getT());
        case "value_int":
          return scalar(TensorProto.DataType.INT64, attribute.getI());
        case "value_float":
          return scalar(TensorProto.DataType.FLOAT, attribute.getF());
        case "value_ints":
          return vector(TensorProto.DataType.INT64, attribute.getIntsList());
        case "value_floats":
          return vector(TensorProto.DataType.FLOAT, attribute.getFloatsList());
        default:
          break;
      }
    }
    return Fact.unknown(TensorProto.DataType.FLOAT, 1);
  }

  private static Fact scalar(TensorProto.DataType type, double value) {
    return Fact.of(type, new long[0], new double[] {value});
  }

  private static Fact vector(TensorProto.DataType type, List<? extends Number> numbers) {
    double[] values = numbers.stream().mapToDouble(Number::doubleValue).toArray();
    return Fact.of(type, new long[] {values.length}, values);
  }
}
