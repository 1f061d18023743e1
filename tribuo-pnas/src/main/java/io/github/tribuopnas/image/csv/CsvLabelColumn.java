package io.github.tribuopnas.image.csv;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the column of a CSV file that holds the labels: the one whose name says so, unless another
 * holds text; else the one of text; else the only one whose name is not numbered; else the first or
 * the last, if only one of them has values like labels.
 */
final class CsvLabelColumn {

  private static final Pattern LABEL_NAME =
      Pattern.compile(
          "(label|class|target|category|digit|species)(e?s)?([ _-]?(id|index|idx|no|number|name))?"
              + "|y|categories");

  /** Labels have at least this many times fewer different values than pixels. */
  private static final int FEWER = 4;

  private final CsvTable table;
  private final Set<Integer> leftOut;

  /**
   * Prepares to search a file.
   *
   * @param table what was found in it
   * @param leftOut the indices of columns that hold no labels, such as one that numbers the lines
   */
  CsvLabelColumn(CsvTable table, Set<Integer> leftOut) {
    this.table = table;
    this.leftOut = leftOut;
  }

  /** Tells whether a name is usual for a column of labels. */
  static boolean isLabelName(String name) {
    return LABEL_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns the index of the column that is stated, or else found. */
  int find(String stated) throws IOException {
    int columns = table.columns().size();
    if (columns < 2) {
      throw new IOException(
          table.path()
              + " has one column; an image and its label need two at least, separated by commas,"
              + " semicolons or tabs");
    }
    switch (stated.toLowerCase(Locale.ROOT)) {
      case CsvReading.AUTO_COLUMN:
        return find();
      case "first":
        return 0;
      case "last":
        return columns - 1;
      default:
        return named(stated, columns);
    }
  }

  private int named(String stated, int columns) throws IOException {
    if (stated.matches("\\d{1,9}")) {
      int number = Integer.parseInt(stated);
      if (number < 1 || number > columns) {
        throw new IOException(
            "the label column is " + number + ", but " + table.path() + " has 1 to " + columns);
      }
      return number - 1;
    }
    if (table.header().isEmpty()) {
      throw new IOException(
          "the label column is '"
              + stated
              + "', but the columns of "
              + table.path()
              + " have no names: state its number from 1 to "
              + columns
              + ", or that the first line is a header");
    }
    List<Integer> same = columns(c -> table.header().get(c).equals(stated));
    if (same.isEmpty()) {
      same = columns(c -> table.header().get(c).equalsIgnoreCase(stated));
    }
    if (same.size() != 1) {
      throw new IOException(
          table.path()
              + " has "
              + same.size()
              + " columns with the name '"
              + stated
              + "': state the number of the label column, from 1 to "
              + columns);
    }
    return same.get(0);
  }

  private int find() throws IOException {
    List<Integer> text = columns(c -> !table.columns().get(c).isNumeric());
    if (text.size() > 1) {
      throw new IOException(
          table.path()
              + " has text in "
              + text.size()
              + " columns, where one may hold labels and all others pixels: "
              + text.stream()
                  .limit(4)
                  .map(c -> table.describe(c) + " (" + table.columns().get(c).example() + ")")
                  .collect(Collectors.joining(", "))
              + ". State the label column and remove the others");
    }
    List<Integer> named =
        table.header().isEmpty() ? List.of() : columns(c -> isLabelName(table.header().get(c)));
    if (text.size() == 1 && named.stream().allMatch(text.get(0)::equals)) {
      return text.get(0);
    }
    if (text.size() == 1) {
      throw ambiguous(union(named, text));
    }
    return table.header().isEmpty() ? byValues() : byName(named);
  }

  private static List<Integer> union(List<Integer> some, List<Integer> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
  }

  private int byName(List<Integer> named) throws IOException {
    // Pixels are p0, pixel1 or 1x1.
    List<Integer> likely =
        named.isEmpty() ? columns(c -> !table.header().get(c).matches(".*\\d")) : named;
    if (likely.size() > 1) {
      throw ambiguous(likely);
    }
    return likely.isEmpty() ? byValues() : likely.get(0);
  }

  private int byValues() throws IOException {
    List<Integer> all = columns(c -> true);
    int first = all.get(0);
    int last = all.get(all.size() - 1);
    CsvColumn a = table.columns().get(first);
    CsvColumn b = table.columns().get(last);
    if (a.couldBeLabels() != b.couldBeLabels()) {
      return a.couldBeLabels() ? first : last;
    }
    if (a.couldBeLabels()) {
      if (FEWER * a.distinct() <= b.distinct()) {
        return first;
      }
      if (FEWER * b.distinct() <= a.distinct()) {
        return last;
      }
      if (a.isWithoutGaps() != b.isWithoutGaps()) {
        return a.isWithoutGaps() ? first : last;
      }
    }
    throw ambiguous(List.of(first, last));
  }

  private IOException ambiguous(List<Integer> candidates) {
    return new IOException(
        table.path()
            + " does not tell which column holds the labels: "
            + candidates.stream().map(table::describe).collect(Collectors.joining(" or "))
            + "? State it, as --label-column "
            + (candidates.get(0) + 1));
  }

  private List<Integer> columns(IntPredicate wanted) {
    return IntStream.range(0, table.columns().size())
        .filter(c -> !leftOut.contains(c))
        .filter(wanted)
        .boxed()
        .toList();
  }
}
