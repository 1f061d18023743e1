package io.github.tribuopnas.onnx.recording;

import java.lang.reflect.Method;

/** Peculiarities of engines. */
final class Engines {
  private Engines() {}

  /** Whether the class of a real array overrides a default method. */
  static boolean overrides(Method method, Object target) {
    try {
      Method actual = target.getClass().getMethod(method.getName(), method.getParameterTypes());
      return !actual.getDeclaringClass().isInterface();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(target.getClass() + " lacks " + method, e);
    }
  }
}
