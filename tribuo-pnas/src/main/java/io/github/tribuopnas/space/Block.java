package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Quoted;
import java.util.Objects;

/**
 * The sum of two branches (PNAS, section 3.1, with addition as the only combination). Which branch
 * is called left means nothing to a network; a {@link Cell} puts the lesser one there.
 *
 * @param left one summand
 * @param right the other
 */
public record Block(Branch left, Branch right) {

  /**
   * Checks that both are there.
   *
   * @param left one summand
   * @param right the other
   */
  public Block {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(right, "right");
  }

  /** Reads the form {@code p:sep3x3+pp:max3x3}. */
  static Block parse(String text) {
    int plus = text.indexOf('+');
    if (plus < 0 || text.indexOf('+', plus + 1) >= 0) {
      throw new IllegalArgumentException(
          "block "
              + Quoted.of(text)
              + " is not the sum of two branches; allowed is a form such as p:sep3x3+pp:max3x3");
    }
    return new Block(Branch.parse(text.substring(0, plus)), Branch.parse(text.substring(plus + 1)));
  }

  /**
   * Returns the text form.
   *
   * @return both branches, such as {@code p:sep3x3+pp:max3x3}
   */
  @Override
  public String toString() {
    return left + "+" + right;
  }
}
