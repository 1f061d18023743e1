package io.github.tribuopnas.onnx.graph;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.github.tribuopnas.onnx.model.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The values of an array outside of any engine.
 *
 * @param type type of an element
 * @param shape dimensions
 * @param data elements in row-major order, little-endian
 */
public record Tensor(DataType type, Shape shape, ByteString data) {

  /**
   * Copies an array that lives on any device.
   *
   * @param array an array
   * @return its values
   */
  public static Tensor of(NDArray array) {
    if (array.getDevice().equals(Device.cpu())) {
      return copy(array);
    }
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      return copy(host);
    }
  }

  private static Tensor copy(NDArray array) {
    ByteBuffer buffer = array.toByteBuffer();
    return new Tensor(array.getDataType(), array.getShape(), ByteString.copyFrom(buffer));
  }

  /**
   * A vector of whole numbers.
   *
   * @param values its elements
   * @return a tensor of type {@code INT64}
   */
  public static Tensor of(long... values) {
    return new Tensor(DataType.INT64, new Shape(values.length), longs(values));
  }

  /**
   * A tensor of no dimension that holds one number.
   *
   * @param value the number
   * @param type its type
   * @return the tensor
   * @throws UnsupportedOperationException if ONNX does not have the type
   */
  public static Tensor scalar(Number value, DataType type) {
    ByteBuffer buffer = ByteBuffer.allocate(type.getNumOfBytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT32 -> buffer.putFloat(value.floatValue());
      case FLOAT64 -> buffer.putDouble(value.doubleValue());
      case FLOAT16 -> buffer.putShort(Half.fromFloat(value.floatValue()));
      case INT32 -> buffer.putInt(value.intValue());
      case INT64 -> buffer.putLong(value.longValue());
      case INT8, UINT8 -> buffer.put(value.byteValue());
      case BOOLEAN -> buffer.put((byte) (value.doubleValue() != 0 ? 1 : 0));
      default -> throw new UnsupportedOperationException(OnnxTypes.unsupported(type));
    }
    return new Tensor(type, new Shape(), ByteString.copyFrom(buffer.array()));
  }

  /**
   * A tensor of single precision.
   *
   * @param values elements in row-major order
   * @param shape dimensions
   * @return the tensor
   */
  public static Tensor of(float[] values, Shape shape) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return new Tensor(DataType.FLOAT32, shape, UnsafeByteOperations.unsafeWrap(buffer.array()));
  }

  private static ByteString longs(long[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    return ByteString.copyFrom(buffer.array());
  }

  /**
   * The first entries along an axis.
   *
   * @param axis an axis, from 0
   * @param length how many
   * @return a tensor of the same rank
   */
  public Tensor head(int axis, long length) {
    int size = type.getNumOfBytes();
    long outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.get(i);
    }
    long inner = size;
    for (int i = axis + 1; i < shape.dimension(); i++) {
      inner *= shape.get(i);
    }
    long row = inner * shape.get(axis);
    ByteString rows = ByteString.EMPTY;
    for (long o = 0; o < outer; o++) {
      int start = Math.toIntExact(o * row);
      rows = rows.concat(data.substring(start, Math.toIntExact(start + inner * length)));
    }
    long[] dims = shape.getShape().clone();
    dims[axis] = length;
    return new Tensor(type, new Shape(dims), rows);
  }

  /**
   * Whether all entries along an axis are the same.
   *
   * @param axis an axis, from 0
   * @return true if the first entry says it all
   */
  public boolean repeatsAlong(int axis) {
    Tensor first = head(axis, 1);
    int size = type.getNumOfBytes();
    int inner = size;
    for (int i = axis + 1; i < shape.dimension(); i++) {
      inner = Math.toIntExact(inner * shape.get(i));
    }
    int repeats = Math.toIntExact(shape.get(axis));
    int outer = first.data.size() / Math.max(1, inner);
    for (int o = 0; o < outer; o++) {
      ByteString expected = first.data.substring(o * inner, (o + 1) * inner);
      for (int r = 0; r < repeats; r++) {
        int start = (o * repeats + r) * inner;
        if (!data.substring(start, start + inner).equals(expected)) {
          return false;
        }
      }
    }
    return true;
  }
}
