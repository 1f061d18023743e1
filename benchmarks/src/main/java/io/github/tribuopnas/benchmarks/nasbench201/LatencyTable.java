package io.github.tribuopnas.benchmarks.nasbench201;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** How long all cells of NAS-Bench-201 take on one device. */
public final class LatencyTable {

  private static final String ARCHITECTURE = "architecture";

  private final double[] milliseconds = new double[Architecture.COUNT];

  private LatencyTable() {
    Arrays.fill(milliseconds, Double.NaN);
  }

  /**
   * Reads the times of a device.
   *
   * @param file CSV with a header: a column {@code architecture}, in which each of the 15,625 cells
   *     stands once, and a column of milliseconds for each device
   * @param device the name of the device's column
   * @return the times
   * @throws IOException if the file cannot be read or is no such table; what is wrong is told with
   *     its line
   */
  public static LatencyTable read(Path file, String device) throws IOException {
    LatencyTable table = new LatencyTable();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = format.parse(reader)) {
      requireColumns(lines.getHeaderNames(), device);
      for (CSVRecord line : lines) {
        table.add(line, device);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    for (int code = 0; code < Architecture.COUNT; code++) {
      if (Double.isNaN(table.milliseconds[code])) {
        throw new IOException(file + " lacks the cell " + new Architecture(code));
      }
    }
    return table;
  }

  private static void requireColumns(List<String> columns, String device) {
    List<String> devices = columns.stream().filter(name -> !name.equals(ARCHITECTURE)).toList();
    if (!columns.contains(ARCHITECTURE)) {
      throw new IllegalArgumentException(
          "no column '" + ARCHITECTURE + "'; there are " + String.join(", ", columns));
    }
    if (!devices.contains(device)) {
      throw new IllegalArgumentException(
          "no device '" + device + "'; there are " + String.join(", ", devices));
    }
  }

  private void add(CSVRecord line, String device) {
    if (!line.isConsistent()) {
      throw new IllegalArgumentException(
          "line " + line.getParser().getCurrentLineNumber() + " has " + line.size() + " columns");
    }
    Architecture cell = Architecture.parse(line.get(ARCHITECTURE));
    double time;
    try {
      time = Double.parseDouble(line.get(device));
    } catch (NumberFormatException e) {
      time = Double.NaN;
    }
    if (!(time > 0 && Double.isFinite(time))) {
      throw new IllegalArgumentException(
          device
              + " of "
              + cell
              + " is '"
              + line.get(device)
              + "'; needed are milliseconds above 0");
    }
    if (!Double.isNaN(milliseconds[cell.code()])) {
      throw new IllegalArgumentException("two lines for the cell " + cell);
    }
    milliseconds[cell.code()] = time;
  }

  /**
   * Returns how long a cell takes.
   *
   * @param architecture the cell
   * @return milliseconds, above 0
   */
  public double milliseconds(Architecture architecture) {
    return milliseconds[architecture.code()];
  }

  /**
   * Returns the longest time.
   *
   * @return milliseconds, above 0
   */
  public double longest() {
    return Arrays.stream(milliseconds).max().orElseThrow();
  }
}
