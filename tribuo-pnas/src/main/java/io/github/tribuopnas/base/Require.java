package io.github.tribuopnas.base;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses values out of range, by name. */
public final class Require {

  private Require() {}

  /**
   * Requires a smallest value.
   *
   * @param name the name of the setting
   * @param value its value
   * @param least the smallest value allowed
   * @return the value
   * @throws IllegalArgumentException if the value is smaller
   */
  public static int atLeast(String name, int value, int least) {
    that(value >= least, name, value, "numbers from " + least);
    return value;
  }

  /**
   * Requires a range.
   *
   * @param name the name of the setting
   * @param value its value
   * @param least the smallest value allowed
   * @param most the largest value allowed
   * @return the value
   * @throws IllegalArgumentException if the value is smaller or larger
   */
  public static int range(String name, int value, int least, int most) {
    that(value >= least && value <= most, name, value, "numbers from " + least + " to " + most);
    return value;
  }

  /**
   * Requires a positive number.
   *
   * @param name the name of the setting
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if the value is not above 0 and finite
   */
  public static double positive(String name, double value) {
    that(value > 0 && Double.isFinite(value), name, value, "finite numbers above 0");
    return value;
  }

  /**
   * Requires a positive time.
   *
   * @param name the name of the setting
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if the value is 0 or negative
   */
  public static Duration positive(String name, Duration value) {
    Objects.requireNonNull(value, name);
    that(!value.isZero() && !value.isNegative(), name, value, "times above 0");
    return value;
  }

  /**
   * Requires a number that is not negative.
   *
   * @param name the name of the setting
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if the value is not at least 0 and finite
   */
  public static double notNegative(String name, double value) {
    that(value >= 0 && Double.isFinite(value), name, value, "finite numbers from 0");
    return value;
  }

  /**
   * Requires a fraction of a whole.
   *
   * @param name the name of the setting
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if the value is not from 0 to below 1
   */
  public static double fraction(String name, double value) {
    that(value >= 0 && value < 1, name, value, "numbers from 0 to below 1");
    return value;
  }

  /**
   * Requires a whole number, of those that arguments are written as.
   *
   * @param name what it is, for the message
   * @param number the number
   * @param allowed what is allowed, for the message
   * @return the number
   * @throws IllegalArgumentException if it has a fraction
   */
  public static int whole(String name, double number, String allowed) {
    that(number == Math.rint(number), name, number, allowed);
    return (int) number;
  }

  /**
   * Reads a whole number.
   *
   * @param name the name of the setting
   * @param text its text
   * @return the number
   * @throws IllegalArgumentException if the text is not a whole number
   */
  public static int wholeNumber(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " is " + Quoted.of(text) + "; allowed are whole numbers", e);
    }
  }

  /**
   * Reads a whole number, if there is one.
   *
   * @param name the name of the setting
   * @param text its text, or null
   * @param otherwise the number if there is no text
   * @return the number
   * @throws IllegalArgumentException if the text is not a whole number
   */
  public static int wholeNumber(String name, @Nullable String text, int otherwise) {
    return text == null ? otherwise : wholeNumber(name, text);
  }

  /**
   * Requires a condition.
   *
   * @param holds whether the value is allowed
   * @param name the name of the setting
   * @param value its value
   * @param allowed the allowed values, in words that follow "allowed are"
   * @throws IllegalArgumentException if the condition does not hold
   */
  public static void that(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s; allowed are %s", name, value, allowed));
    }
  }
}
