package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import io.github.tribuopnas.onnx.mapping.Mappings;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the engine does in its own way is recorded as that, never as the default of the interface,
 * which may do something else.
 */
class EngineMethodsTest {
  /** Recorded as {@code get} of an index, and about memory. */
  private static final Set<String> OTHERWISE = Set.of("get", "returnResource");

  @Test
  void everyDefaultThatTheEngineReplacesHasAMapping() throws NoSuchMethodException {
    Set<String> replaced = new TreeSet<>();
    Set<String> unknown = new TreeSet<>();
    Mappings mappings = Mappings.with(Map.of());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array = manager.create(1f);
      for (Object target : new Object[] {array, array.getNDArrayInternal()}) {
        Class<?> type = target == array ? NDArray.class : NDArrayEx.class;
        for (Method method : type.getMethods()) {
          if (method.isDefault() && isReplaced(method, target.getClass())) {
            replaced.add(method.getName());
            if (!mappings.has(method.getName()) && !OTHERWISE.contains(method.getName())) {
              unknown.add(method.toString());
            }
          }
        }
      }
    }
    assertEquals(Set.of(), unknown);
    assertEquals(
        Set.of(
            "all",
            "any",
            "duplicate",
            "get",
            "none",
            "oneHot",
            "returnResource",
            "split",
            "squeeze",
            "swapAxes"),
        replaced);
  }

  private static boolean isReplaced(Method method, Class<?> type) throws NoSuchMethodException {
    Method actual = type.getMethod(method.getName(), method.getParameterTypes());
    return !actual.getDeclaringClass().isInterface();
  }
}
