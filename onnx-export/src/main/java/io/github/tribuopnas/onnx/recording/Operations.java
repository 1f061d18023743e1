package io.github.tribuopnas.onnx.recording;

import java.lang.reflect.Method;

/** What a recorder must know of the operations that can be written. */
public interface Operations {

  /**
   * Whether an operation can be written.
   *
   * @param operation name of a method of {@code NDArray} or {@code NDArrayEx}
   * @return true if there is a mapping
   */
  boolean has(String operation);

  /**
   * Whether a default method of the interface is recorded whole instead of falling apart.
   *
   * @param method a default method
   * @return true if the operation itself is recorded
   */
  boolean replacesDefault(Method method);
}
