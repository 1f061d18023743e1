package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.BinaryOperator;

/**
 * Arithmetic of arrays and numbers that waits for no GPU. DJL copies a number to the array's device
 * before it computes with it, and a copy waits until the device has done all before. The engine
 * itself takes a number from this program's memory along with the operation.
 *
 * <p>As in DJL, a float is a number of single precision and all others are of double precision,
 * which the engine rounds to the array's.
 */
public final class Scalars {

  private Scalars() {}

  private static NDArray of(Number number, NDArray beside) {
    return JniUtils.full(
        (PtNDManager) beside.getManager(),
        new Shape(),
        number.doubleValue(),
        number instanceof Float ? DataType.FLOAT32 : DataType.FLOAT64,
        Device.cpu(),
        SparseFormat.DENSE);
  }

  /**
   * Adds a number in place.
   *
   * @param array an array of the engine, changed
   * @param number added to each element
   * @return the array
   */
  public static NDArray addi(NDArray array, Number number) {
    return with(array, number, NDArray::addi);
  }

  /**
   * Adds a number.
   *
   * @param array an array of the engine
   * @param number added to each element
   * @return a new array
   */
  public static NDArray add(NDArray array, Number number) {
    return with(array, number, NDArray::add);
  }

  /**
   * Multiplies by a number in place.
   *
   * @param array an array of the engine, changed
   * @param number by which each element is multiplied
   * @return the array
   */
  public static NDArray muli(NDArray array, Number number) {
    return with(array, number, NDArray::muli);
  }

  /**
   * Multiplies by a number.
   *
   * @param array an array of the engine
   * @param number by which each element is multiplied
   * @return a new array
   */
  public static NDArray mul(NDArray array, Number number) {
    return with(array, number, NDArray::mul);
  }

  /**
   * Divides by a number.
   *
   * @param array an array of the engine
   * @param number by which each element is divided
   * @return a new array
   */
  public static NDArray div(NDArray array, Number number) {
    return with(array, number, NDArray::div);
  }

  /**
   * Divides by a number in place.
   *
   * @param array an array of the engine, changed
   * @param number by which each element is divided
   * @return the array
   */
  public static NDArray divi(NDArray array, Number number) {
    return with(array, number, NDArray::divi);
  }

  /**
   * Returns the larger of each element and a number.
   *
   * @param array an array of the engine
   * @param number the least that an element of the result is
   * @return a new array
   */
  public static NDArray maximum(NDArray array, Number number) {
    return with(array, number, NDArray::maximum);
  }

  private static NDArray with(NDArray array, Number number, BinaryOperator<NDArray> operation) {
    try (NDArray scalar = of(number, array)) {
      return operation.apply(array, scalar);
    }
  }
}
