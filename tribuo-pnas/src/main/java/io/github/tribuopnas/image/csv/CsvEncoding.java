package io.github.tribuopnas.image.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a CSV file writes characters, which its first bytes tell: by a byte order mark, or, in UTF-16
 * and UTF-32 without one, by the zeros of the first characters. All others are taken for UTF-8.
 *
 * @param charset the encoding
 * @param mark how many bytes the byte order mark takes; 0 if there is none
 */
record CsvEncoding(Charset charset, int mark) {

  /**
   * Looks at the first bytes of a file.
   *
   * @throws IOException if they are those of an archive, as workbooks of spreadsheets are
   */
  static CsvEncoding of(Path path, byte[] head) throws IOException {
    if (startsWith(head, 'P', 'K', 3, 4)) {
      throw new IOException(
          path + " is no CSV file but a ZIP file, as a workbook is; save it as CSV");
    }
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return new CsvEncoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(head, 0xff, 0xfe, 0, 0)) {
      return new CsvEncoding(Charset.forName("UTF-32LE"), 4);
    }
    if (startsWith(head, 0, 0, 0xfe, 0xff)) {
      return new CsvEncoding(Charset.forName("UTF-32BE"), 4);
    }
    if (startsWith(head, 0xff, 0xfe)) {
      return new CsvEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(head, 0xfe, 0xff)) {
      return new CsvEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return new CsvEncoding(withoutMark(head), 0);
  }

  /** The first character is nearly always a letter, a digit or a quote, which is one byte. */
  private static Charset withoutMark(byte[] head) {
    boolean zeros = head.length >= 4 && (head[0] == 0) != (head[1] == 0);
    if (zeros && head[0] != 0) {
      return head[2] == 0 ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
    }
    if (zeros) {
      return StandardCharsets.UTF_16BE;
    }
    return startsWith(head, 0, 0, 0) ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_8;
  }

  private static boolean startsWith(byte[] head, int... start) {
    boolean starts = head.length >= start.length;
    for (int i = 0; i < start.length && starts; i++) {
      starts = (head[i] & 0xff) == start[i];
    }
    return starts;
  }

  /** Returns the text of the first bytes, whose last character may be cut off. */
  String text(byte[] head) {
    return new String(head, mark, head.length - mark, charset);
  }

  /** Returns how many bytes a text takes. */
  int length(String text) {
    return text.getBytes(charset).length;
  }
}
