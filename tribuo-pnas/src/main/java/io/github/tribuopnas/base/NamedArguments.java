package io.github.tribuopnas.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A name with numbers, {@code name} or {@code name(1,2.5)}: how schedules, optimisers and
 * augmentations are written in commands and configurations.
 *
 * @param name lower case letters and digits
 * @param numbers in the order that the named thing defines
 */
public record NamedArguments(String name, List<Double> numbers) {

  private static final Pattern TEXT = Pattern.compile("([a-z0-9]{1,40})(?:\\(([^()]{1,200})\\))?");

  /**
   * Copies the numbers.
   *
   * @param name lower case letters and digits
   * @param numbers in the order that the named thing defines
   */
  public NamedArguments {
    numbers = List.copyOf(numbers);
  }

  /**
   * Makes a term.
   *
   * @param name the name
   * @param numbers its numbers
   * @return the term
   */
  public static NamedArguments of(String name, double... numbers) {
    return new NamedArguments(name, DoubleStream.of(numbers).boxed().toList());
  }

  /**
   * Reads a term.
   *
   * @param text {@code name} or {@code name(number,...)}
   * @return the term
   * @throws IllegalArgumentException if the text has another form
   */
  public static NamedArguments parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form NAME or NAME(NUMBER,...), such as sgd(0.9)");
    }
    List<Double> numbers = new ArrayList<>();
    if (matcher.group(2) != null) {
      for (String number : matcher.group(2).split(",", -1)) {
        try {
          numbers.add(Double.valueOf(number.strip()));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "'" + number + "' in '" + text + "' is not a number", e);
        }
      }
    }
    return new NamedArguments(matcher.group(1), numbers);
  }

  /**
   * Returns the numbers, whose count must be that of a form.
   *
   * @param form how the thing is written, such as {@code cosine(WARMUP)}
   * @return as many numbers as the form has between its parentheses
   * @throws IllegalArgumentException if there are more or fewer
   */
  public double[] numbers(String form) {
    int expected = form.contains("(") ? form.split(",").length : 0;
    if (numbers.size() != expected) {
      throw new IllegalArgumentException("'" + this + "' must be written as " + form);
    }
    return array();
  }

  private double[] array() {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Makes the exception for a name that nothing has.
   *
   * @param kind what was to be named, such as {@code schedule}
   * @param forms how those that exist are written
   * @return the exception, to be thrown
   */
  public IllegalArgumentException unknown(String kind, String... forms) {
    return new IllegalArgumentException(
        "unknown "
            + kind
            + " '"
            + name
            + "'; there are "
            + Arrays.stream(forms).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return numbers.isEmpty()
        ? name
        : name
            + numbers.stream().map(NamedArguments::text).collect(Collectors.joining(",", "(", ")"));
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
