package io.github.tribuopnas.image.csv;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.Objects;

/**
 * How a CSV file of images is to be read where the file leaves a choice.
 *
 * @param labelColumn the column of the labels: its name, its number from 1, {@code first}, {@code
 *     last}, or {@code auto} to find it by its values
 * @param header whether the first line holds names
 */
public record CsvReading(String labelColumn, Header header) {

  /** The label column that is found by its name and values. */
  public static final String AUTO_COLUMN = "auto";

  /** Detects everything, and refuses an ambiguous file. */
  public static final CsvReading AUTO = new CsvReading(AUTO_COLUMN, Header.AUTO);

  /** Whether the first line of a file holds the names of the columns. */
  public enum Header implements Named {
    /** Find out. */
    AUTO,
    /** The first line holds names. */
    YES,
    /** The first line holds an image. */
    NO;

    private static final Registry<Header> NAMES = Registry.of("header", values());

    /**
     * Returns the constant of a name.
     *
     * @param text {@code auto}, {@code yes} or {@code no}
     * @return the choice
     * @throws IllegalArgumentException if it is none of these; the message lists them
     */
    public static Header parse(String text) {
      return NAMES.parse(text);
    }
  }

  /**
   * Checks that neither is null.
   *
   * @param labelColumn the column of the labels
   * @param header whether the first line holds names
   */
  public CsvReading {
    Objects.requireNonNull(labelColumn, "labelColumn");
    Objects.requireNonNull(header, "header");
  }

  /** Returns the same choices but for the label column, by its index from 0. */
  CsvReading withLabelColumn(int index) {
    return new CsvReading(Integer.toString(index + 1), header);
  }
}
