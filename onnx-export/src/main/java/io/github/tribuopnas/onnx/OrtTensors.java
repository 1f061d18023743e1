package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.tribuopnas.onnx.graph.OnnxTypes;
import io.github.tribuopnas.onnx.graph.Tensor;
import io.github.tribuopnas.onnx.model.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves arrays between DJL and ONNX Runtime. */
final class OrtTensors {

  /** The elements of a tensor of some type, as numbers. */
  record Values(OnnxJavaType type, Shape shape, double[] numbers) {

    /** Whether the type is that of an array. */
    boolean isOf(DataType other) {
      return type == ortType(other);
    }
  }

  private OrtTensors() {}

  static OnnxTensor of(OrtEnvironment environment, NDArray array) throws OrtException {
    Tensor tensor = Tensor.of(array);
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(tensor.data().size()).order(ByteOrder.nativeOrder());
    tensor.data().copyTo(buffer);
    buffer.flip();
    long[] shape = array.getShape().getShape();
    return OnnxTensor.createTensor(environment, buffer, shape, ortType(array.getDataType()));
  }

  private static OnnxJavaType ortType(DataType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOLEAN -> OnnxJavaType.BOOL;
      default -> throw new UnsupportedOperationException(OnnxTypes.unsupported(type));
    };
  }

  static Values values(OnnxTensor tensor) {
    ByteBuffer buffer = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    Shape shape = new Shape(tensor.getInfo().getShape());
    OnnxJavaType type = tensor.getInfo().type;
    return new Values(type, shape, numbers(buffer, type, Math.toIntExact(shape.size())));
  }

  static double[] values(NDArray array) {
    Tensor tensor = Tensor.of(array);
    ByteBuffer buffer = tensor.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    return numbers(buffer, ortType(array.getDataType()), Math.toIntExact(array.size()));
  }

  private static double[] numbers(ByteBuffer buffer, OnnxJavaType type, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          switch (type) {
            case FLOAT -> buffer.getFloat();
            case DOUBLE -> buffer.getDouble();
            case FLOAT16 -> Half.toFloat(buffer.getShort());
            case INT8, BOOL -> buffer.get();
            case UINT8 -> Byte.toUnsignedInt(buffer.get());
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            default ->
                throw new UnsupportedOperationException(
                    "an output has the type "
                        + type
                        + "; numbers and truth values can be compared");
          };
    }
    return numbers;
  }
}
