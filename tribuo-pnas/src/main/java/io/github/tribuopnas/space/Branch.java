package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Quoted;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One half of a block: an operation applied to one input.
 *
 * @param input what the operation reads: {@link #BEFORE_PREVIOUS}, {@link #PREVIOUS}, or the number
 *     of an earlier block of the same cell, from 1
 * @param operation what is done to it
 */
public record Branch(int input, Operation operation) {

  /** The output of the cell before the previous one, H^{c-2}; {@code pp} in text. */
  public static final int BEFORE_PREVIOUS = -1;

  /** The output of the previous cell, H^{c-1}; {@code p} in text. */
  public static final int PREVIOUS = 0;

  private static final Pattern BLOCK_NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /**
   * Checks the parts.
   *
   * @param input what the operation reads
   * @param operation what is done to it
   * @throws IllegalArgumentException if the input is below {@link #BEFORE_PREVIOUS}
   */
  public Branch {
    Objects.requireNonNull(operation, "operation");
    if (input < BEFORE_PREVIOUS) {
      throw new IllegalArgumentException(
          "input "
              + input
              + "; allowed are "
              + BEFORE_PREVIOUS
              + " (pp), "
              + PREVIOUS
              + " (p) and the number of an earlier block, from 1");
    }
  }

  /** Reads the form {@code p:sep3x3}. */
  static Branch parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "branch "
              + Quoted.of(text)
              + " has no ':'; allowed is an input, a colon and an operation, such as p:sep3x3");
    }
    return new Branch(
        parseInput(text.substring(0, colon)), Operation.parse(text.substring(colon + 1)));
  }

  /**
   * Returns the input with a given text: the inverse of {@link #inputText}.
   *
   * @param text {@code pp}, {@code p} or a block's number, from 1
   * @return the input
   * @throws IllegalArgumentException if the text is none of these
   */
  public static int parseInput(String text) {
    if (text.equals("pp")) {
      return BEFORE_PREVIOUS;
    }
    if (text.equals("p")) {
      return PREVIOUS;
    }
    if (!BLOCK_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "unknown input "
              + Quoted.of(text)
              + "; allowed are pp, p and the number of an earlier block, from 1");
    }
    return Integer.parseInt(text);
  }

  /**
   * Returns the text form.
   *
   * @return the input and the operation, such as {@code p:sep3x3}
   */
  @Override
  public String toString() {
    return inputText(input) + ":" + operation.text();
  }

  /**
   * Returns the text form of an input.
   *
   * @param input {@link #BEFORE_PREVIOUS}, {@link #PREVIOUS} or a block's number
   * @return {@code pp}, {@code p} or the number
   */
  public static String inputText(int input) {
    return switch (input) {
      case BEFORE_PREVIOUS -> "pp";
      case PREVIOUS -> "p";
      default -> Integer.toString(input);
    };
  }
}
