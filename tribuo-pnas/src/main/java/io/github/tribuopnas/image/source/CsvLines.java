package io.github.tribuopnas.image.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a CSV file after its line of names, if it has one. Blank lines are passed over. */
final class CsvLines implements Closeable {

  /** Room for an image of four million values. */
  private static final int MAX_LINE = 1 << 25;

  private final Path path;
  private final DataFile file;
  private byte[] line = new byte[1 << 12];
  private int length;
  private int number;
  private String[] values = new String[0];
  private String[] header = new String[0];

  private CsvLines(Path path, DataFile file) {
    this.path = path;
    this.file = file;
  }

  static CsvLines open(Path path) throws IOException {
    return new CsvLines(path, DataFile.open(path));
  }

  /** Goes to the next line of values, and tells whether there is one. */
  boolean next() throws IOException {
    while (readLine()) {
      String text = new String(line, 0, length, StandardCharsets.UTF_8);
      if (text.isBlank()) {
        continue;
      }
      values = split(text);
      if (number == 1 && isHeader()) {
        header = values;
      } else {
        return true;
      }
    }
    return false;
  }

  private static String[] split(String text) {
    String[] values = text.split(",", -1);
    for (int i = 0; i < values.length; i++) {
      String value = values[i].strip();
      boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
      values[i] = quoted ? value.substring(1, value.length() - 1).strip() : value;
    }
    return values;
  }

  /**
   * A line of names has text where pixels would be: in the middle, whatever column is the label.
   */
  private boolean isHeader() {
    return values.length > 2 && !isNumber(values[1]);
  }

  static boolean isNumber(String value) {
    try {
      Double.parseDouble(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private boolean readLine() throws IOException {
    length = 0;
    number++;
    int next = file.readByte();
    if (next < 0) {
      return false;
    }
    while (next >= 0 && next != '\n') {
      if (length == line.length) {
        grow();
      }
      line[length++] = (byte) next;
      next = file.readByte();
    }
    return true;
  }

  private void grow() throws IOException {
    if (length >= MAX_LINE) {
      throw new IOException(
          where() + " is longer than " + MAX_LINE + " bytes: is this a CSV file?");
    }
    line = Arrays.copyOf(line, 2 * length);
  }

  /** Returns the values of the line as text, stripped of blanks and quotes. */
  String[] values() {
    return values;
  }

  /** Returns the names of the columns; empty if the file has none, and before the first line. */
  String[] header() {
    return header;
  }

  /** Returns a value of the line as a number. */
  double number(int column) throws IOException {
    double value;
    try {
      value = Double.parseDouble(values[column]);
    } catch (NumberFormatException e) {
      throw new IOException(
          where()
              + " has '"
              + shortened(values[column])
              + "' in column "
              + (column + 1)
              + ", where a pixel should be.",
          e);
    }
    if (!Float.isFinite((float) value)) {
      throw new IOException(
          where()
              + " has the value "
              + value
              + " in column "
              + (column + 1)
              + "; pixels must be finite numbers.");
    }
    return value;
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "...";
  }

  /** Returns the file and the line, for messages. */
  String where() {
    return path + ", line " + number + ",";
  }

  String finish() throws IOException {
    while (readLine()) {
      if (!new String(line, 0, length, StandardCharsets.UTF_8).isBlank()) {
        throw new IOException(path + " was changed while it was read.");
      }
    }
    return file.finish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
