package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a CSV file holds images.
 *
 * @param table what was found in the file
 * @param labelColumn the index of the column that holds the labels
 * @param pixelColumns the indices of the columns that hold pixels, ascending
 */
record CsvLayout(CsvTable table, int labelColumn, List<Integer> pixelColumns) {

  private static final double[] MAXIMA = {1, 16, 255};

  /** So many records that are numbered one by one are no accident. */
  private static final int NUMBERED_RECORDS = 10;

  /**
   * Looks a file through.
   *
   * @throws IOException if it cannot be read, or can be understood in two ways
   */
  static CsvLayout of(Path path, CsvReading reading) throws IOException {
    CsvTable table = CsvTable.of(path, reading.header());
    int numbering = numbersRecords(table) ? 0 : -1;
    int label = new CsvLabelColumn(table, numbering).find(reading.labelColumn());
    List<Integer> pixels =
        IntStream.range(0, table.columns().size())
            .filter(c -> c != label && c != numbering)
            .boxed()
            .toList();
    return new CsvLayout(table, label, pixels);
  }

  /** Tells whether the first column holds the index that pandas writes, or another number. */
  private static boolean numbersRecords(CsvTable table) {
    boolean nameless =
        table.header().isEmpty() || table.header().get(0).matches("(?i)|unnamed.*|id|index|row");
    return nameless
        && table.columns().get(0).numbersRecords()
        && table.records() >= NUMBERED_RECORDS;
  }

  /** Returns what was understood, for people. */
  String description(int classes) {
    String numbering =
        pixelColumns.size() + 1 < table.columns().size()
            ? "; left out: " + table.describe(0) + ", which numbers the lines"
            : "";
    return table.path()
        + ": labels: "
        + table.describe(labelColumn)
        + ", "
        + classes
        + " classes; pixels: "
        + pixelColumns.size()
        + " columns; first line: "
        + (table.header().isEmpty() ? "an image" : "names")
        + numbering;
  }

  /** Returns the format of square images, gray or RGB, with so many values. */
  ImageFormat format() throws IOException {
    int pixels = pixelColumns.size();
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
        pixelColumns.stream().mapToDouble(c -> table.columns().get(c).most()).max().orElse(0);
    for (double maximum : MAXIMA) {
      if (most <= maximum) {
        return maximum;
      }
    }
    return most;
  }
}
