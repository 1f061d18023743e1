package io.github.tribuopnas.options;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Settings that belong together. Each is one private field that carries OLCUT's {@code @Config} and
 * picocli's {@code @Option} with one description, and whose initial value is the default
 * everywhere:
 *
 * <pre>{@code
 * private static final String BEAM = "Cells trained at each level after the first.";
 *
 * @Config(description = BEAM)
 * @Option(names = "--beam", paramLabel = "K", description = BEAM)
 * @Range(from = 1)
 * private int beam = 12;
 * }</pre>
 *
 * <p>OLCUT and picocli fill a new instance. For all others a group is a value: {@code withBeam(16)}
 * returns a changed copy. Of types that both can read, a text without a default is null unless it
 * was set.
 *
 * @param <S> the group itself
 */
public abstract class OptionGroup<S extends OptionGroup<S>> implements Component, Cloneable {

  /** Makes a group with its defaults. */
  protected OptionGroup() {}

  /**
   * Returns a copy with a change.
   *
   * @param change sets a field of the copy
   * @return the checked copy
   * @throws PropertyException if the new value is not allowed
   */
  protected final S with(Consumer<S> change) {
    try {
      @SuppressWarnings("unchecked")
      S copy = (S) clone();
      change.accept(copy);
      copy.postConfig();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every group can be cloned", e);
    }
  }

  /**
   * Returns these options with other values where they have their defaults. Maps take the entries
   * that they lack.
   *
   * @param texts values by the names of options, such as {@code --beam}; those of other groups are
   *     ignored
   * @return the checked copy
   * @throws PropertyException if a value is not allowed
   */
  public final S withUnset(Map<String, String> texts) {
    Map<String, Object> defaults = ConfigFields.values(fresh());
    return with(
        copy -> {
          for (Field field : ConfigFields.of(getClass())) {
            Option option = field.getAnnotation(Option.class);
            String text = option == null ? null : texts.get(option.names()[0]);
            if (text != null) {
              Object now = ConfigFields.get(field, copy);
              Object other = parse(option, field, text);
              if (now instanceof Map<?, ?> entries) {
                Map<Object, Object> both = new LinkedHashMap<>((Map<?, ?>) other);
                both.putAll(entries);
                ConfigFields.set(field, copy, both);
              } else if (Objects.equals(now, defaults.get(field.getName()))) {
                ConfigFields.set(field, copy, other);
              }
            }
          }
        });
  }

  /** Texts may come from a file that was changed by hand. */
  private static Object parse(Option option, Field field, String text) {
    try {
      return ConfigFields.parse(field, text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          option.names()[0] + " cannot be '" + text + "'; needed is " + option.paramLabel(), e);
    }
  }

  private Object fresh() {
    try {
      return getClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(getClass() + " has a constructor without arguments", e);
    }
  }

  /**
   * Checks what no {@link Range} can say: that texts can be read and settings go together.
   *
   * @throws PropertyException if they do not, by {@link #check(String, Runnable)}
   */
  protected void check() {}

  /**
   * Reads a setting to see whether it can be read.
   *
   * @param name the name of the field
   * @param reading reads it
   * @throws PropertyException that names the field if reading throws an IllegalArgumentException
   */
  protected static void check(String name, Runnable reading) {
    ConfigFields.check(name, reading);
  }

  /**
   * Uses a setting that may be left out.
   *
   * @param <T> its type
   * @param value its value, or null
   * @param use takes the value if there is one
   */
  protected static <T> void ifSet(@Nullable T value, Consumer<T> use) {
    if (value != null) {
      use.accept(value);
    }
  }

  /**
   * Checks all settings and makes collections unmodifiable.
   *
   * @throws PropertyException if a value is not allowed
   */
  @Override
  public final void postConfig() {
    ConfigFields.checkRanges(this);
    for (Field field : ConfigFields.of(getClass())) {
      Object value = ConfigFields.get(field, this);
      if (value instanceof List<?> list) {
        ConfigFields.set(field, this, List.copyOf(list));
      } else if (value instanceof Map<?, ?> map) {
        ConfigFields.set(field, this, Collections.unmodifiableMap(new LinkedHashMap<>(map)));
      }
    }
    check();
  }

  /**
   * Returns the value of a field.
   *
   * @param name the name of a field
   * @return its value, null if it was not set; null if there is no such field
   */
  public final @Nullable Object value(String name) {
    return ConfigFields.values(this).get(name);
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && ConfigFields.values(this).equals(ConfigFields.values(other));
  }

  @Override
  public final int hashCode() {
    return ConfigFields.values(this).hashCode();
  }

  @Override
  public final String toString() {
    return ConfigFields.text(this);
  }
}
