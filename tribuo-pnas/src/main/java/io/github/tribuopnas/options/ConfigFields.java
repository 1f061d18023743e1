package io.github.tribuopnas.options;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of an object that OLCUT configures. */
public final class ConfigFields {

  private ConfigFields() {}

  /**
   * Returns the configurable fields of a class.
   *
   * @param type the class
   * @return its fields in the order of declaration, after those of its superclass; accessible
   */
  public static List<Field> of(Class<?> type) {
    List<Field> fields =
        type.getSuperclass() == null ? new ArrayList<>() : of(type.getSuperclass());
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(Config.class)) {
        field.setAccessible(true);
        fields.add(field);
      }
    }
    return fields;
  }

  /**
   * Returns the values of all configurable fields.
   *
   * @param object the object
   * @return values by name, null ones included, in the order of {@link #of}
   */
  public static Map<String, Object> values(Object object) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : of(object.getClass())) {
      values.put(field.getName(), get(field, object));
    }
    return values;
  }

  /**
   * Returns the text form of an object: its class and all settings that have a value.
   *
   * @param object the object
   * @return such as {@code SpaceOptions(blocks=3,inputs=[pp, p])}
   */
  public static String text(Object object) {
    return values(object).entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(Object::toString)
        .collect(Collectors.joining(",", object.getClass().getSimpleName() + "(", ")"));
  }

  /** Reads the value of a field from its text; a map's entries are separated by spaces. */
  static Object parse(Field field, String text) {
    Class<?> type = field.getType();
    if (type == int.class) {
      return Integer.parseInt(text);
    }
    if (type == double.class) {
      return Double.parseDouble(text);
    }
    if (type == Map.class) {
      Map<String, String> entries = new LinkedHashMap<>();
      for (String entry : text.split(" ")) {
        int sign = entry.indexOf('=');
        entries.put(entry.substring(0, sign), entry.substring(sign + 1));
      }
      return entries;
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    return type == List.class ? List.of(text.split(",")) : text;
  }

  /**
   * Reads a setting to see whether it can be read.
   *
   * @param name the name of the field
   * @param reading reads it
   * @throws PropertyException that names the field if reading throws an IllegalArgumentException
   */
  public static void check(String name, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", name, e.getMessage());
    }
  }

  /**
   * Checks all fields that have a {@link Range}.
   *
   * @param object the object
   * @throws PropertyException that names the first field whose value is outside its range
   */
  public static void checkRanges(Object object) {
    for (Field field : of(object.getClass())) {
      Range range = field.getAnnotation(Range.class);
      if (range != null) {
        check(field.getName(), (Number) get(field, object), range);
      }
    }
  }

  private static void check(String name, Number value, Range range) {
    double number = value.doubleValue();
    boolean isAllowed =
        number >= range.from()
            && number > range.above()
            && number <= range.to()
            && number < range.below();
    if (!isAllowed) {
      throw new PropertyException(
          "", name, name + " is " + value + "; allowed are numbers " + text(range));
    }
  }

  private static String text(Range range) {
    String least =
        range.above() == Double.NEGATIVE_INFINITY
            ? "from " + plain(range.from())
            : "above " + plain(range.above());
    if (range.below() != Double.POSITIVE_INFINITY) {
      return least + " to below " + plain(range.below());
    }
    return range.to() == Double.MAX_VALUE ? least : least + " to " + plain(range.to());
  }

  private static String plain(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  static Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }

  static void set(Field field, Object object, Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " was made accessible", e);
    }
  }
}
