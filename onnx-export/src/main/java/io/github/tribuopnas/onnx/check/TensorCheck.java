package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.TensorProto;

/** Checks that a tensor is inside of the file and as large as it says. */
final class TensorCheck {
  private static final int MAX_RANK = 16;

  private TensorCheck() {}

  static void check(TensorProto tensor, String what) throws InvalidModelException {
    String name = what + " '" + ModelCheck.shortened(tensor.getName()) + "'";
    ModelCheck.checkText(tensor.getName(), what);
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0) {
      throw new InvalidModelException(
          "the " + name + " is kept in another file; only embedded data is read");
    }
    if (tensor.hasSegment()) {
      throw new InvalidModelException("the " + name + " is a segment of a larger tensor");
    }
    long elements = elements(tensor, name);
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    if (type == null) {
      throw new InvalidModelException(
          "the " + name + " has the unknown type " + tensor.getDataType());
    }
    checkSize(tensor, type, elements, name);
  }

  private static long elements(TensorProto tensor, String name) throws InvalidModelException {
    if (tensor.getDimsCount() > MAX_RANK) {
      throw new InvalidModelException(
          "the " + name + " has " + tensor.getDimsCount() + " dimensions; at most " + MAX_RANK);
    }
    long elements = 1;
    for (long dim : tensor.getDimsList()) {
      if (dim < 0) {
        throw new InvalidModelException("the " + name + " has a dimension of " + dim);
      }
      try {
        elements = Math.multiplyExact(elements, dim);
      } catch (ArithmeticException e) {
        throw new InvalidModelException(
            "the dimensions " + tensor.getDimsList() + " of the " + name + " overflow", e);
      }
    }
    return elements;
  }

  private static void checkSize(
      TensorProto tensor, TensorProto.DataType type, long elements, String name)
      throws InvalidModelException {
    int width = width(type);
    if (width == 0) {
      throw new InvalidModelException(
          "the " + name + " has the type " + type + ", which is not read");
    }
    int listed =
        tensor.getFloatDataCount()
            + tensor.getInt32DataCount()
            + tensor.getInt64DataCount()
            + tensor.getDoubleDataCount()
            + tensor.getUint64DataCount()
            + tensor.getStringDataCount();
    if (tensor.hasRawData()) {
      long bytes = tensor.getRawData().size();
      if (listed > 0) {
        throw new InvalidModelException("the " + name + " holds its values twice");
      }
      // A division, because the product may overflow.
      if (bytes % width != 0 || bytes / width != elements) {
        throw new InvalidModelException(
            "the "
                + name
                + " has the dimensions "
                + tensor.getDimsList()
                + ", but "
                + bytes
                + " bytes of "
                + type);
      }
    } else if (listed != elements || listed != own(tensor, type)) {
      throw new InvalidModelException(
          "the "
              + name
              + " has the dimensions "
              + tensor.getDimsList()
              + ", but "
              + listed
              + " values, "
              + own(tensor, type)
              + " of them of "
              + type);
    }
  }

  /** The number of values in the field that belongs to the type. */
  private static int own(TensorProto tensor, TensorProto.DataType type) {
    return switch (type) {
      case FLOAT -> tensor.getFloatDataCount();
      case DOUBLE -> tensor.getDoubleDataCount();
      case INT64 -> tensor.getInt64DataCount();
      case UINT32, UINT64 -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  /** Bytes of an element; 0 for types that are not read. */
  static int width(TensorProto.DataType type) {
    return switch (type) {
      case INT8, UINT8, BOOL -> 1;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
      case FLOAT, INT32, UINT32 -> 4;
      case DOUBLE, INT64, UINT64 -> 8;
      default -> 0;
    };
  }
}
