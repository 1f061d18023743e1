package io.github.tribuopnas.onnx.graph;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/** Element types of DJL and of ONNX. */
public final class OnnxTypes {
  /** Types of arithmetic, the widest last. */
  private static final List<DataType> BY_WIDTH =
      List.of(
          DataType.BOOLEAN,
          DataType.UINT8,
          DataType.INT8,
          DataType.INT32,
          DataType.INT64,
          DataType.FLOAT16,
          DataType.FLOAT32,
          DataType.FLOAT64);

  private OnnxTypes() {}

  /**
   * The ONNX type of an element.
   *
   * @param type a type of DJL
   * @return the same type in ONNX
   * @throws UnsupportedOperationException if it has none here
   */
  public static TensorProto.DataType onnx(DataType type) {
    return switch (type) {
      case FLOAT32 -> TensorProto.DataType.FLOAT;
      case FLOAT64 -> TensorProto.DataType.DOUBLE;
      case FLOAT16 -> TensorProto.DataType.FLOAT16;
      case INT8 -> TensorProto.DataType.INT8;
      case UINT8 -> TensorProto.DataType.UINT8;
      case INT32 -> TensorProto.DataType.INT32;
      case INT64 -> TensorProto.DataType.INT64;
      case BOOLEAN -> TensorProto.DataType.BOOL;
      default -> throw new UnsupportedOperationException(unsupported(type));
    };
  }

  /**
   * Says that a type cannot be exported.
   *
   * @param type the type
   * @return a message for an error
   */
  public static String unsupported(DataType type) {
    return "Arrays of type "
        + type
        + " cannot be exported; allowed are "
        + BY_WIDTH
        + ". Convert the array with toType.";
  }

  /**
   * The type in which two operands are compared.
   *
   * @param a type of one
   * @param b type of the other
   * @return the wider of the two
   */
  public static DataType wider(DataType a, DataType b) {
    return BY_WIDTH.indexOf(a) >= BY_WIDTH.indexOf(b) ? a : b;
  }

  /**
   * The type in which an array is compared with one that has no axes.
   *
   * @param array type of the array
   * @param number type of the other
   * @return that of the array, unless the other is of a further kind: truth values, whole numbers,
   *     fractions
   */
  public static DataType besideNumber(DataType array, DataType number) {
    return kind(number) > kind(array) ? number : array;
  }

  private static int kind(DataType type) {
    return type == DataType.BOOLEAN ? 0 : type.isFloating() ? 2 : 1;
  }
}
