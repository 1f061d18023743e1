package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits arguments into their numbers. */
final class Numbers {

  /** The values of a long array. */
  record Values(int hash) {}

  /** Longer arrays hold values, not sizes. */
  private static final int LONGEST = 64;

  private Numbers() {}

  static List<Object> flat(Object argument) {
    List<Object> flat = new ArrayList<>();
    add(argument, flat);
    return flat;
  }

  private static void add(Object argument, List<Object> flat) {
    if (argument instanceof List<?> list) {
      list.forEach(element -> add(element, flat));
    } else if (argument instanceof Shape shape) {
      add(shape.getShape(), flat);
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
      flat.add(length);
      flat.add(new Values(Arrays.deepHashCode(new Object[] {array})));
      return;
    }
    for (int i = 0; i < length; i++) {
      add(Array.get(array, i), flat);
    }
  }
}
