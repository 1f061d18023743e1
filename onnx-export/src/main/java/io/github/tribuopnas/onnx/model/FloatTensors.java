package io.github.tribuopnas.onnx.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Values of tensors of single precision in a model file. */
public final class FloatTensors {
  private FloatTensors() {}

  /**
   * The values, which a file may keep as bytes or as numbers.
   *
   * @param tensor a tensor of single precision
   * @return its elements in row-major order, a copy
   */
  public static float[] values(TensorProto tensor) {
    if (tensor.hasRawData()) {
      float[] values = new float[tensor.getRawData().size() / Float.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      return values;
    }
    float[] values = new float[tensor.getFloatDataCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.getFloatData(i);
    }
    return values;
  }

  /**
   * A tensor without a name.
   *
   * @param values elements in row-major order
   * @param dims dimensions, whose product is the number of values
   * @return a tensor of single precision
   */
  public static TensorProto.Builder of(float[] values, List<Long> dims) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addAllDims(dims)
        .setRawData(UnsafeByteOperations.unsafeWrap(buffer.array()));
  }
}
