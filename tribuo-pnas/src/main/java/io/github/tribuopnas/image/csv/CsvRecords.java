package io.github.tribuopnas.image.csv;

import io.github.tribuopnas.image.file.DataFile;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The records of a CSV file (RFC 4180) in UTF-8, UTF-16 or UTF-32. Values are separated by commas,
 * semicolons or tabs, whichever the first line has most of, or by what a first line such as {@code
 * sep=;} states. Blank lines are passed over.
 */
final class CsvRecords implements Closeable {

  /** Room for an image of four million values, in characters. */
  private static final int MAX_RECORD = 1 << 25;

  /** How many characters are searched for the separator. */
  private static final int HEAD = 1 << 12;

  /** The first line that spreadsheets write to state the separator. */
  private static final Pattern STATED = Pattern.compile("sep=(.)(\\r\\n|\\r|\\n)");

  private static final char[] DELIMITERS = {',', ';', '\t'};

  private final Path path;
  private final DataFile file;
  private final Charset charset;
  private final int linesBefore;
  private final BoundedReader reader;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private CSVRecord record;

  @SuppressWarnings("NullAway.Init") // There is a record once next has found one.
  private CsvRecords(Path path, DataFile file) throws IOException {
    this.path = path;
    this.file = file;
    InputStream content = file.content();
    content.mark(HEAD + Integer.BYTES);
    byte[] head = content.readNBytes(HEAD);
    content.reset();
    CsvEncoding encoding = CsvEncoding.of(path, head);
    charset = encoding.charset();
    content.skipNBytes(encoding.mark());
    String text = encoding.text(head);
    Matcher stated = STATED.matcher(text);
    boolean isStated = stated.lookingAt();
    content.skipNBytes(isStated ? encoding.length(stated.group()) : 0);
    linesBefore = isStated ? 1 : 0;
    char delimiter = isStated ? stated.group(1).charAt(0) : delimiter(text);
    reader = new BoundedReader(content);
    parser =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreSurroundingSpaces(true)
            .setTrim(true)
            .get()
            .parse(reader);
    records = parser.iterator();
  }

  static CsvRecords open(Path path) throws IOException {
    DataFile file = DataFile.open(path);
    try {
      return new CsvRecords(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Finds what separates the values of the first line. */
  private static char delimiter(String head) {
    int[] counts = new int[DELIMITERS.length];
    boolean quoted = false;
    for (int i = 0; i < head.length() && (quoted || head.charAt(i) != '\n'); i++) {
      quoted ^= head.charAt(i) == '"';
      for (int d = 0; d < counts.length && !quoted; d++) {
        counts[d] += head.charAt(i) == DELIMITERS[d] ? 1 : 0;
      }
    }
    int most = 0;
    for (int d = 1; d < counts.length; d++) {
      most = counts[d] > counts[most] ? d : most;
    }
    return DELIMITERS[most];
  }

  /** Goes to the next record, and tells whether there is one. */
  boolean next() throws IOException {
    try {
      do {
        reader.startRecord();
        if (!records.hasNext()) {
          return false;
        }
        record = records.next();
      } while (record.size() == 1 && record.get(0).isEmpty());
      return true;
    } catch (UncheckedIOException e) {
      throw described(Objects.requireNonNull(e.getCause()));
    }
  }

  private IOException described(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new IOException(
          path + ", line " + (line() + 1) + ", is not in " + charset + "; save the file in UTF-8",
          e);
    }
    boolean named = e.getMessage() != null && e.getMessage().startsWith(path.toString());
    return named
        ? e
        : new IOException(path + " is no CSV file, or a damaged one: " + e.getMessage(), e);
  }

  /** Returns the line in which the record ends, from 1. */
  long line() {
    return linesBefore + parser.getCurrentLineNumber();
  }

  /** Returns the number of values of the record. */
  int size() {
    return record.size();
  }

  /** Returns a value of the record as text, without quotes and blanks around it. */
  String text(int column) {
    return record.get(column);
  }

  /** Returns a value of the record as a number. */
  double number(int column) throws IOException {
    double value;
    try {
      value = Double.parseDouble(record.get(column));
    } catch (NumberFormatException e) {
      throw new IOException(
          where()
              + " has '"
              + shortened(record.get(column))
              + "' in column "
              + (column + 1)
              + ", where a pixel should be",
          e);
    }
    if (!Float.isFinite((float) value)) {
      throw new IOException(
          where()
              + " has the value "
              + value
              + " in column "
              + (column + 1)
              + "; pixels must be finite numbers");
    }
    return value;
  }

  static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "...";
  }

  /** Returns the file and the line in which the record ends, for messages. */
  String where() {
    return path + ", line " + line() + ",";
  }

  /** Returns the SHA-256 of the file, whose last record was read. */
  String finish() throws IOException {
    return file.finish();
  }

  @Override
  public void close() throws IOException {
    parser.close();
    file.close();
  }

  /** Decodes strictly, and ends records that are longer than any image. */
  private final class BoundedReader extends FilterReader {

    private int read;

    BoundedReader(InputStream content) {
      super(new BufferedReader(new InputStreamReader(content, charset.newDecoder())));
    }

    void startRecord() {
      read = 0;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(1);
      return next;
    }

    @Override
    public int read(char[] target, int start, int count) throws IOException {
      int next = super.read(target, start, count);
      count(next);
      return next;
    }

    private void count(int characters) throws IOException {
      read += characters;
      if (read > MAX_RECORD) {
        throw new IOException(
            path
                + ", line "
                + (line() + 1)
                + ", begins a record of more than "
                + MAX_RECORD
                + " characters: is this a CSV file?");
      }
    }
  }
}
