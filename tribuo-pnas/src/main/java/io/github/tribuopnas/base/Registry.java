package io.github.tribuopnas.base;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Things of one kind that are chosen by {@link NamedArguments}, each by the form in which it is
 * written: {@code mean}, {@code sgd(MOMENTUM)}, {@code step(FACTOR,EPOCH,...)}. Unmodifiable.
 *
 * @param <T> what a text stands for
 */
public final class Registry<T> {

  private static final String MORE = ",...)";

  private static final double[] NONE = {};

  private final String kind;
  private final List<Form<T>> forms;

  private Registry(String kind, List<Form<T>> forms) {
    this.kind = kind;
    this.forms = List.copyOf(forms);
  }

  /** One form; the numbers between its parentheses are as many as it names, or more. */
  private record Form<T>(String text, Function<double[], T> factory) {

    String name() {
      return text.replaceFirst("\\(.*", "");
    }

    boolean takes(int numbers) {
      int named = text.contains("(") ? text.split(",").length : 0;
      return text.endsWith(MORE) ? numbers >= named - 1 : numbers == named;
    }
  }

  /**
   * Starts a registry.
   *
   * @param <T> what a text stands for
   * @param kind what the things are, in the singular, for messages
   * @return a registry of nothing
   */
  public static <T> Registry<T> of(String kind) {
    return new Registry<>(kind, List.of());
  }

  /**
   * Returns the registry of the constants of an enum, by their names.
   *
   * @param <T> the enum
   * @param kind what the constants are, in the singular, for messages
   * @param constants all of them, or those that are allowed
   * @return the registry
   */
  public static <T extends Named> Registry<T> of(String kind, T[] constants) {
    Registry<T> registry = of(kind);
    for (T constant : constants) {
      registry = registry.with(constant.text(), numbers -> constant);
    }
    return registry;
  }

  /**
   * Returns a registry with one more form.
   *
   * @param form a name, or a name with names of its numbers, such as {@code sgd(MOMENTUM)}; names
   *     that end in {@code ,...} stand for one number each and any more of the last
   * @param factory makes the thing of as many numbers as the form has
   * @return the registry
   */
  public Registry<T> with(String form, Function<double[], T> factory) {
    List<Form<T>> more = new ArrayList<>(forms);
    more.add(new Form<>(form, factory));
    return new Registry<>(kind, more);
  }

  /**
   * Returns the forms.
   *
   * @return all in the order in which they were added
   */
  public List<String> forms() {
    return forms.stream().map(Form::text).toList();
  }

  /**
   * Makes what a text stands for.
   *
   * @param text a name, or a name with numbers
   * @return the thing
   * @throws IllegalArgumentException if there is none of that name, which the message tells with
   *     those there are; or if the numbers are not those of the form, or out of range
   */
  public T parse(String text) {
    for (Form<T> form : forms) {
      if (form.text().equals(text) && form.takes(0)) {
        return form.factory().apply(NONE);
      }
    }
    String name = text.strip().replaceFirst("\\(.*", "");
    List<Form<T>> named = forms.stream().filter(form -> form.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown "
              + kind
              + " "
              + Quoted.of(name)
              + "; allowed are "
              + String.join(", ", forms()));
    }
    double[] numbers = NamedArguments.parse(text).array();
    return named.stream()
        .filter(form -> form.takes(numbers.length))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Quoted.of(text)
                        + " must be written as "
                        + named.stream().map(Form::text).collect(Collectors.joining(" or "))))
        .factory()
        .apply(numbers);
  }
}
