package io.github.tribuopnas.image.csv;

import io.github.tribuopnas.image.file.ClassNames;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the values of a column of a CSV file have in common, record by record. */
final class CsvColumn {

  private static final int MAX_DISTINCT = ClassNames.MAX_CLASSES + 1;

  private final Set<String> distinct = new HashSet<>();
  private @Nullable String text;
  private long textLine;
  private long filled;
  private long empty;
  private boolean whole = true;
  private boolean counts = true;
  private double start = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /** Takes the value of a record, given the record's place and the line where it ends. */
  void add(String value, int place, long line) {
    if (distinct.size() < MAX_DISTINCT) {
      distinct.add(value);
    }
    if (value.isEmpty()) {
      empty++;
      return;
    }
    filled++;
    if (text != null) {
      return;
    }
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      text = value;
      textLine = line;
      return;
    }
    start = Double.isNaN(start) ? number - place : start;
    counts &= number == start + place;
    whole &= number == Math.rint(number);
    if (Double.isFinite(number)) {
      least = Math.min(least, number);
      most = Math.max(most, number);
    }
  }

  static boolean isNumber(String value) {
    try {
      Double.parseDouble(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Tells whether no record has a value. */
  boolean isEmpty() {
    return filled == 0;
  }

  /** Tells whether all values are numbers, empty ones aside. */
  boolean isNumeric() {
    return text == null;
  }

  /** Returns the first value that is no number, with its line; only of a column that has one. */
  String example() {
    return "'" + CsvRecords.shortened(Objects.requireNonNull(text)) + "' in line " + textLine;
  }

  /** Tells whether the column numbers the records one by one. */
  boolean numbersRecords() {
    return isNumeric() && whole && counts && empty == 0;
  }

  /** Returns how many different values there are; exact only up to the limit of classes. */
  int distinct() {
    return distinct.size();
  }

  /** Returns the largest finite number. */
  double most() {
    return most;
  }

  /**
   * Tells whether the values could be the numbers of classes: whole, and at least two different
   * ones.
   */
  boolean couldBeLabels() {
    return isNumeric()
        && whole
        && empty == 0
        && distinct.size() > 1
        && distinct.size() < MAX_DISTINCT;
  }

  /** Tells whether the values are all numbers from 0 or 1 on without a gap, as of classes. */
  boolean isWithoutGaps() {
    return couldBeLabels() && (least == 0 || least == 1) && distinct.size() == most - least + 1;
  }
}
