package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole numbers in the fields of a block and of what it holds, which are sizes that it may
 * treat in its own way: limits that were configured, variables that a lambda captured.
 */
final class BlockFields {
  private static final int MOST_OBJECTS = 10_000;

  /** Longer arrays hold values, not sizes. */
  private static final int LONGEST = 64;

  private final Set<Long> numbers = new TreeSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private BlockFields() {}

  /** Those of a block with all that it refers to, and of the classes whose code it runs. */
  static Set<Long> numbers(Object block, Set<Class<?>> callers) {
    BlockFields fields = new BlockFields();
    fields.meet(block);
    for (Class<?> caller : callers) {
      if (!isOf(caller, "ai.djl.")) {
        fields.lookAt(caller, null);
      }
    }
    while (!fields.open.isEmpty()) {
      fields.look(fields.open.remove());
    }
    return fields.numbers;
  }

  private static boolean isOf(Class<?> type, String... packages) {
    for (String name : packages) {
      if (type.getName().startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfJava(Class<?> type) {
    return isOf(type, "java.", "javax.", "jdk.", "sun.");
  }

  private void meet(@Nullable Object value) {
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      if (exact == Math.rint(exact)) {
        numbers.add((long) exact);
      }
    } else if (value != null && !isData(value) && seen.size() < MOST_OBJECTS && seen.add(value)) {
      open.add(value);
    }
  }

  /** What holds no sizes, but much else. */
  private static boolean isData(Object value) {
    return value instanceof NDArray
        || value instanceof NDManager
        || value instanceof Parameter
        || value.getClass().isArray() && Array.getLength(value) > LONGEST;
  }

  private void look(Object object) {
    Class<?> type = object.getClass();
    if (object instanceof Shape shape) {
      meet(shape.getShape());
    } else if (type.isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        meet(Array.get(object, i));
      }
    } else if (isOfJava(type)) {
      // Those of others might do anything when asked for their elements.
      if (object instanceof Collection<?> all) {
        all.forEach(this::meet);
      } else if (object instanceof Map<?, ?> map) {
        map.values().forEach(this::meet);
      }
    } else {
      for (Class<?> c = type; c != null && !isOfJava(c); c = c.getSuperclass()) {
        lookAt(c, object);
      }
    }
  }

  /** Fields that a class declares: those of an object, or the static ones. */
  private void lookAt(Class<?> type, @Nullable Object object) {
    for (Field field : type.getDeclaredFields()) {
      boolean isAsked = Modifier.isStatic(field.getModifiers()) == (object == null);
      // False where a module keeps its fields to itself.
      if (isAsked && mayHoldSizes(field) && field.trySetAccessible()) {
        meet(value(field, object));
      }
    }
  }

  private static @Nullable Object value(Field field, @Nullable Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was accessible a moment ago", e);
    }
  }

  /** DJL's own classes have their blocks and lambdas in fields, and treat all sizes alike. */
  private static boolean mayHoldSizes(Field field) {
    Class<?> type = field.getType();
    return !isOf(field.getDeclaringClass(), "ai.djl.")
        || !type.isPrimitive() && !type.isArray() && type != Shape.class;
  }
}
