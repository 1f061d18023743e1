package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits arguments into their numbers. */
final class Numbers {

  /**
   * What an array of Java or a buffer holds.
   *
   * @param length how many elements it has
   * @param hash of them
   * @param progression their form, if they have it
   */
  record Values(int length, int hash, Optional<Progression> progression) {}

  /** Longer arrays hold values, not sizes. */
  private static final int LONGEST = 64;

  private Numbers() {}

  static List<Object> flat(Object argument) {
    List<Object> flat = new ArrayList<>();
    add(argument, flat);
    return flat;
  }

  /** Data as its {@link Values}, and any other argument as it is. */
  static @Nullable Object withoutData(@Nullable Object argument) {
    if (argument instanceof Buffer buffer) {
      return new Values(buffer.remaining(), buffer.hashCode(), Progression.of(buffer));
    }
    return argument != null && argument.getClass().isArray() ? values(argument) : argument;
  }

  private static Values values(Object array) {
    return new Values(
        Array.getLength(array), Arrays.deepHashCode(new Object[] {array}), Progression.of(array));
  }

  private static void add(Object argument, List<Object> flat) {
    if (argument instanceof List<?> list) {
      list.forEach(element -> add(element, flat));
    } else if (argument instanceof Shape shape) {
      add(shape.getShape(), flat);
    } else if (argument instanceof Values values) {
      flat.add(values.length());
      flat.add(values);
    } else if (argument instanceof IndexSpec spec) {
      spec.parts().forEach(part -> add(part, flat));
    } else if (argument instanceof IndexSpec.Range range) {
      flat.add("range");
      flat.add(range.start());
      flat.add(range.end());
      flat.add(range.step());
    } else if (argument instanceof IndexSpec.Fixed fixed) {
      flat.add("fixed");
      flat.add(fixed.index());
    } else if (argument != null && argument.getClass().isArray()) {
      addElements(argument, flat);
    } else if (argument == null
        || argument instanceof Number
        || argument instanceof Boolean
        || argument instanceof String
        || argument instanceof Enum<?>
        || argument instanceof IndexSpec.Part) {
      flat.add(argument);
    }
  }

  private static void addElements(Object array, List<Object> flat) {
    int length = Array.getLength(array);
    if (length > LONGEST) {
      add(values(array), flat);
      return;
    }
    for (int i = 0; i < length; i++) {
      add(Array.get(array, i), flat);
    }
  }
}
