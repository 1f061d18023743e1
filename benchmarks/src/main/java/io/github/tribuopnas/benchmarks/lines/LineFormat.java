package io.github.tribuopnas.benchmarks.lines;

import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * How findings of one kind are written as CSV: a line each, under a header. Numbers keep all of
 * their digits, so that what is read again gives the same tables.
 *
 * @param <T> the finding
 */
public final class LineFormat<T> {

  private final CSVFormat format;
  private final Function<T, List<?>> write;
  private final Function<CSVRecord, T> read;

  /**
   * Tells how.
   *
   * @param header the names of the columns
   * @param write gives the values of a finding, in the order of the header
   * @param read makes a finding of a line; throws an {@link IllegalArgumentException} if it is none
   */
  public LineFormat(List<String> header, Function<T, List<?>> write, Function<CSVRecord, T> read) {
    format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(header.toArray(String[]::new))
            .setSkipHeaderRecord(true)
            .setRecordSeparator('\n')
            .get();
    this.write = write;
    this.read = read;
  }

  /**
   * Returns the names of the columns.
   *
   * @return them in the order of the file
   */
  public List<String> columns() {
    return List.of(format.getHeader());
  }

  /**
   * Writes findings, in place of what the file held.
   *
   * @param findings in the order of the lines
   * @param file the file
   * @throws IOException if it cannot be written; it then holds what it held
   */
  public void write(List<T> findings, Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer =
        new CSVPrinter(text, format.builder().setSkipHeaderRecord(false).get())) {
      for (T finding : findings) {
        printer.printRecord(write.apply(finding));
      }
    }
    AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads findings.
   *
   * @param file the file
   * @return in the order of the lines
   * @throws IOException if it cannot be read, or holds anything else
   */
  public List<T> read(Path file) throws IOException {
    List<T> findings = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = format.parse(reader)) {
      for (CSVRecord line : lines) {
        findings.add(read.apply(line));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no result of this experiment: " + e.getMessage(), e);
    }
    return findings;
  }
}
