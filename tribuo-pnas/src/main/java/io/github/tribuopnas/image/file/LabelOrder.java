package io.github.tribuopnas.image.file;

import java.util.Comparator;
import java.util.List;

/** The order of class names: 2 before 10 if all of them are whole numbers, else that of text. */
public final class LabelOrder {

  private LabelOrder() {}

  /**
   * Sorts names of classes.
   *
   * @param names the names
   * @return the same names in order
   */
  public static List<String> sorted(List<String> names) {
    boolean numbers = names.stream().allMatch(name -> name.matches("\\d{1,9}"));
    Comparator<String> byNumber = Comparator.comparingInt(Integer::parseInt);
    Comparator<String> byText = Comparator.naturalOrder();
    return names.stream().sorted(numbers ? byNumber.thenComparing(byText) : byText).toList();
  }
}
