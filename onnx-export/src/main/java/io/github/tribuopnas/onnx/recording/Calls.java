package io.github.tribuopnas.onnx.recording;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reflective calls that throw what the method threw. */
final class Calls {
  private Calls() {}

  static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
