package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a branch does to its input: the eight operations of PNAS (section 3.1). The order of the
 * constants is part of the order of cells, so new ones go to the end; there is room for 16.
 */
public enum Operation {
  /** 3x3 depthwise-separable convolution. */
  SEPARABLE_3X3("sep3x3"),
  /** 5x5 depthwise-separable convolution. */
  SEPARABLE_5X5("sep5x5"),
  /** 7x7 depthwise-separable convolution. */
  SEPARABLE_7X7("sep7x7"),
  /** 1x7 convolution followed by a 7x1 convolution. */
  CONVOLUTION_1X7_7X1("conv1x7_7x1"),
  /** The input itself. */
  IDENTITY("identity"),
  /** 3x3 average pooling. */
  AVERAGE_POOL_3X3("avg3x3"),
  /** 3x3 max pooling. */
  MAX_POOL_3X3("max3x3"),
  /** 3x3 dilated convolution. */
  DILATED_3X3("dil3x3");

  private final String text;

  Operation(String text) {
    this.text = text;
  }

  /**
   * Returns the name used in the text form of cells.
   *
   * @return the text, such as {@code sep3x3}
   */
  public String text() {
    return text;
  }

  /**
   * Returns the operation with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the operation
   * @throws IllegalArgumentException if no operation has that text
   */
  public static Operation parse(String text) {
    Objects.requireNonNull(text, "text");
    for (Operation operation : values()) {
      if (operation.text.equals(text)) {
        return operation;
      }
    }
    throw new IllegalArgumentException(
        "Unknown operation "
            + Quoted.of(text)
            + "; allowed are "
            + String.join(", ", texts())
            + ".");
  }

  /**
   * Returns the texts of all operations.
   *
   * @return the texts in the order of the enum
   */
  public static List<String> texts() {
    return Arrays.stream(values()).map(Operation::text).toList();
  }
}
