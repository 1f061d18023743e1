package io.github.tribuopnas.image.csv;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.github.tribuopnas.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a CSV file holds images.
 *
 * @param table what was found in the file
 * @param labelColumn the index of the column that holds the labels
 * @param leftOut why a column is neither, by its index
 */
record CsvLayout(CsvTable table, int labelColumn, Map<Integer, String> leftOut) {

  private static final double[] MAXIMA = {1, 16, 255};

  /** Names of a column of numbers, such as pandas gives to an index. */
  private static final Pattern NUMBERING =
      Pattern.compile("|#|unnamed.*|(.*[ _-])?(id|index|idx|row|no|nr|number)", CASE_INSENSITIVE);

  /** This many records numbered one by one are no accident. */
  private static final int NUMBERED_RECORDS = 10;

  /**
   * Examines a file.
   *
   * @throws IOException if it cannot be read, or can be understood in two ways
   */
  static CsvLayout of(Path path, CsvReading reading) throws IOException {
    CsvTable table = CsvTable.of(path, reading.header());
    Map<Integer, String> leftOut = new TreeMap<>();
    if (numbersRecords(table)) {
      leftOut.put(0, "numbers the lines");
    }
    // Lines that end with a comma.
    int last = table.columns().size() - 1;
    if (last > 1 && table.columns().get(last).isEmpty()) {
      leftOut.put(last, "is empty");
    }
    int label = new CsvLabelColumn(table, leftOut.keySet()).find(reading.labelColumn());
    leftOut.remove(label);
    return new CsvLayout(table, label, leftOut);
  }

  /** Returns the indices of the columns that hold pixels, ascending. */
  List<Integer> pixelColumns() {
    return IntStream.range(0, table.columns().size())
        .filter(c -> c != labelColumn && !leftOut.containsKey(c))
        .boxed()
        .toList();
  }

  /** Tells whether the first column holds the index that pandas writes, or another number. */
  private static boolean numbersRecords(CsvTable table) {
    boolean nameless =
        table.header().isEmpty()
            || NUMBERING.matcher(table.header().get(0)).matches()
                && !CsvLabelColumn.isLabelName(table.header().get(0));
    return nameless
        && table.columns().get(0).numbersRecords()
        && table.records() >= NUMBERED_RECORDS;
  }

  /** Returns how the file was interpreted, as a human-readable line. */
  String description(int classes) {
    return table.path()
        + ": labels: "
        + table.describe(labelColumn)
        + ", "
        + classes
        + " classes; pixels: "
        + pixelColumns().size()
        + " columns; first line: "
        + (table.header().isEmpty() ? "an image" : "names")
        + leftOut.entrySet().stream()
            .map(column -> table.describe(column.getKey()) + ", which " + column.getValue())
            .map(column -> "; left out: " + column)
            .collect(Collectors.joining());
  }

  /** Returns the format of square images, gray or RGB, with so many values. */
  ImageFormat format() throws IOException {
    int pixels = pixelColumns().size();
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt((double) pixels / channels));
      if (side > 0 && side * side * channels == pixels) {
        return ImageFormat.builder()
            .setHeight(side)
            .setWidth(side)
            .setChannels(channels)
            .optMaximum(maximum())
            .build();
      }
    }
    throw new IOException(
        table.path()
            + " has "
            + pixels
            + " values in a line besides the label, which is no square gray or"
            + " RGB image: state the image size, as 28x20x1");
  }

  /** Returns the smallest of 1, 16 and 255 that no pixel is above, or else the largest pixel. */
  private double maximum() {
    double most =
        pixelColumns().stream().mapToDouble(c -> table.columns().get(c).most()).max().orElse(0);
    for (double maximum : MAXIMA) {
      if (most <= maximum) {
        return maximum;
      }
    }
    return most;
  }
}
