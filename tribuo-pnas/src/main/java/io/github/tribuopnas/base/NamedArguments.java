package io.github.tribuopnas.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A name with numbers, {@code name} or {@code name(1,2.5)}: how everything is written in commands
 * and configurations that is chosen by its name. {@link Registry} has what such a text stands for.
 *
 * @param name lower case letters, digits, hyphens and underscores
 * @param numbers in the order that the named thing defines
 */
public record NamedArguments(String name, List<Double> numbers) {

  private static final Pattern TEXT =
      Pattern.compile("([a-z0-9_-]{1,40})(?:\\(([^()]{1,200})\\))?");

  /**
   * Copies the numbers.
   *
   * @param name lower case letters, digits, hyphens and underscores
   * @param numbers in the order that the named thing defines
   */
  public NamedArguments {
    numbers = List.copyOf(numbers);
  }

  /**
   * Joins a name and numbers.
   *
   * @param name the name
   * @param numbers its numbers
   * @return the name with its numbers
   */
  public static NamedArguments of(String name, double... numbers) {
    return new NamedArguments(name, DoubleStream.of(numbers).boxed().toList());
  }

  /**
   * Reads a name with its numbers.
   *
   * @param text {@code name} or {@code name(number,...)}
   * @return the name and its numbers
   * @throws IllegalArgumentException if the text has another form
   */
  public static NamedArguments parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is not of the form NAME or NAME(NUMBER,...), such as sgd(0.9)");
    }
    List<Double> numbers = new ArrayList<>();
    if (matcher.group(2) != null) {
      for (String number : matcher.group(2).split(",", -1)) {
        try {
          numbers.add(Double.valueOf(number.strip()));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "'" + number + "' in " + Quoted.of(text) + " is not a number", e);
        }
      }
    }
    return new NamedArguments(matcher.group(1), numbers);
  }

  double[] array() {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
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
