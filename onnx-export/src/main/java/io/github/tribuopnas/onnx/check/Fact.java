package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an array before a model runs, for one example. Everything else that is free
 * counts as 1.
 *
 * @param type type of an element
 * @param shape dimensions, or null
 * @param elements how many there are, or an estimate where the shape is not known
 * @param values the elements of a small array, or null
 */
record Fact(
    TensorProto.DataType type,
    long @Nullable [] shape,
    double elements,
    double @Nullable [] values) {
  private static final int SMALL = 4096;

  /** Runtimes refuse dimensions below 0; here they count as 0. */
  static Fact of(TensorProto.DataType type, long... shape) {
    long[] dims = Arrays.stream(shape).map(dim -> Math.max(0, dim)).toArray();
    return new Fact(type, dims, product(dims), null);
  }

  static Fact unknown(TensorProto.DataType type, double elements) {
    return new Fact(type, null, elements, null);
  }

  /** An array of known values; forgets them if they are many. */
  static Fact of(TensorProto.DataType type, long[] shape, double[] values) {
    return new Fact(type, shape, product(shape), values.length > SMALL ? null : values);
  }

  Fact withType(TensorProto.DataType other) {
    return new Fact(other, shape, elements, values);
  }

  Fact withValues(double @Nullable [] other) {
    return new Fact(type, shape, elements, other);
  }

  boolean isWhole() {
    return type != TensorProto.DataType.FLOAT
        && type != TensorProto.DataType.DOUBLE
        && type != TensorProto.DataType.FLOAT16
        && type != TensorProto.DataType.BFLOAT16;
  }

  double bytes() {
    return elements * Math.max(1, TensorCheck.width(type));
  }

  /** The values, where the caller has checked that there are some. */
  double[] knownValues() {
    return Objects.requireNonNull(values, "values");
  }

  /** The dimensions, where the caller has checked that they are known. */
  long[] knownShape() {
    return Objects.requireNonNull(shape, "shape");
  }

  /** The values as dimensions, or null. */
  long @Nullable [] dimensions() {
    return values == null ? null : Arrays.stream(values).mapToLong(v -> (long) v).toArray();
  }

  static double product(long[] dims) {
    double product = 1;
    for (long dim : dims) {
      product *= dim;
    }
    return product;
  }
}
