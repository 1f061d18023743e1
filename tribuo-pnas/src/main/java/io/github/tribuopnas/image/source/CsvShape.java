package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.source.CsvImageDataSource.LabelColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * What the first lines of a CSV file tell of its images.
 *
 * @param path the file
 * @param pixels the number of values of an image
 * @param labelColumn where the label stands: first if the name of the first column says so or its
 *     value is no number, else last
 * @param maximum the smallest of 1, 16 and 255 that no value of the first lines is above
 */
record CsvShape(Path path, int pixels, LabelColumn labelColumn, double maximum) {

  private static final Set<String> LABEL_NAMES = Set.of("label", "class", "target", "digit", "y");
  private static final int LINES = 100;
  private static final double[] MAXIMA = {1, 16, 255};

  static CsvShape of(Path path) throws IOException {
    try (CsvLines lines = CsvLines.open(path)) {
      if (!lines.next()) {
        throw new IOException(path + " holds no image.");
      }
      int pixels = lines.values().length - 1;
      LabelColumn column = column(lines);
      int first = column == LabelColumn.FIRST ? 1 : 0;
      double most = 0;
      int read = 0;
      do {
        for (int i = 0; i < Math.min(pixels, lines.values().length - 1); i++) {
          most = Math.max(most, lines.number(first + i));
        }
        read++;
      } while (read < LINES && lines.next());
      return new CsvShape(path, pixels, column, maximum(most));
    }
  }

  private static LabelColumn column(CsvLines lines) {
    String[] header = lines.header();
    if (header.length > 0) {
      boolean first = LABEL_NAMES.contains(header[0].toLowerCase(Locale.ROOT));
      return first ? LabelColumn.FIRST : LabelColumn.LAST;
    }
    return CsvLines.isNumber(lines.values()[0]) ? LabelColumn.LAST : LabelColumn.FIRST;
  }

  private static double maximum(double most) {
    for (double maximum : MAXIMA) {
      if (most <= maximum) {
        return maximum;
      }
    }
    return most;
  }

  /** Returns the format of square images, grey or RGB, with so many values. */
  ImageFormat format() throws IOException {
    for (int channels : new int[] {1, 3}) {
      int side = (int) Math.round(Math.sqrt((double) pixels / channels));
      if (side > 0 && side * side * channels == pixels) {
        return ImageFormat.builder()
            .setHeight(side)
            .setWidth(side)
            .setChannels(channels)
            .optMaximum(maximum)
            .build();
      }
    }
    throw new IOException(
        path
            + " has "
            + pixels
            + " values in a line besides the label, which is no square grey or"
            + " RGB image: state the image size, as 28x20x1.");
  }
}
