package io.github.tribuopnas.objective;

import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Latencies of cells that were measured on one machine, all in the same network and by the same
 * meter. As a file it is CSV with the columns {@code cell}, {@code milliseconds}, {@code error},
 * {@code threads}, {@code batch} and {@code network}.
 *
 * @param network the network around the cells, as {@link #network(NetworkSpec)} writes it
 * @param meter how they were measured
 * @param timings the latencies by cell, in the order in which they were measured
 */
public record LatencyTable(String network, LatencyMeter meter, Map<Cell, Timing> timings) {

  private static final String CELL = "cell";
  private static final String MILLISECONDS = "milliseconds";
  private static final String ERROR = "error";
  private static final String THREADS = "threads";
  private static final String BATCH = "batch";
  private static final String NETWORK = "network";
  private static final List<String> COLUMNS =
      List.of(CELL, MILLISECONDS, ERROR, THREADS, BATCH, NETWORK);

  /**
   * The latency of a cell.
   *
   * @param milliseconds the median of all runs, above 0
   * @param error half the width of the interval in which the true median is, in 95 of 100 cases; at
   *     least 0
   */
  public record Timing(double milliseconds, double error) {

    /**
     * Checks the numbers.
     *
     * @param milliseconds the median of all runs, above 0
     * @param error half the width of the interval in which the true median is, in 95 of 100 cases;
     *     at least 0
     * @throws IllegalArgumentException if one is out of its range
     */
    public Timing {
      if (!(milliseconds > 0 && Double.isFinite(milliseconds))) {
        throw new IllegalArgumentException(
            "the latency is " + milliseconds + " ms; allowed are finite numbers above 0");
      }
      if (!(error >= 0 && Double.isFinite(error))) {
        throw new IllegalArgumentException(
            "the error is " + error + " ms; allowed are finite numbers from 0");
      }
    }
  }

  /**
   * Copies the map.
   *
   * @param network the network around the cells, as {@link #network(NetworkSpec)} writes it
   * @param meter how they were measured
   * @param timings the latencies by cell, in the order in which they were measured
   */
  public LatencyTable {
    timings = new LinkedHashMap<>(timings);
  }

  /**
   * Starts a table.
   *
   * @param network the network around the cells; its own cell does not matter
   * @param meter how they are measured
   * @return a table without a cell
   */
  public static LatencyTable of(NetworkSpec network, LatencyMeter meter) {
    return new LatencyTable(network(network), meter, Map.of());
  }

  /**
   * Writes all of a network but its cell.
   *
   * @param network the network
   * @return a text that is the same for equal networks only
   */
  static String network(NetworkSpec network) {
    String text = network.toString();
    return text.substring(text.indexOf("concatenation="), text.length() - 1);
  }

  /**
   * Returns the table with the latency of another cell.
   *
   * @param cell the cell
   * @param timing its latency
   * @return the larger table
   */
  public LatencyTable with(Cell cell, Timing timing) {
    Map<Cell, Timing> more = new LinkedHashMap<>(timings);
    more.put(cell, timing);
    return new LatencyTable(network, meter, more);
  }

  /**
   * Returns the latency of a cell.
   *
   * @param cell the cell
   * @return its latency; empty if it was not measured
   */
  public Optional<Timing> of(Cell cell) {
    return Optional.ofNullable(timings.get(cell));
  }

  /**
   * Requires that this is about a network and its measurements are of one kind.
   *
   * @param served the network around the cells; its own cell does not matter
   * @param wanted how they are to be measured
   * @return this table
   * @throws IllegalArgumentException if not; the message names what differs
   */
  public LatencyTable require(NetworkSpec served, LatencyMeter wanted) {
    if (!network.equals(network(served))) {
      throw new IllegalArgumentException(
          "the latencies are of another network, "
              + network
              + "; needed are those of "
              + network(served));
    }
    if (!meter.equals(wanted)) {
      throw new IllegalArgumentException(
          "the latencies are of "
              + text(meter)
              + "; needed are those of "
              + text(wanted)
              + ", see --latency-threads and --latency-batch");
    }
    return this;
  }

  private static String text(LatencyMeter meter) {
    return "threads " + meter.threads() + " and batch " + meter.batch();
  }

  /**
   * Returns the content of a file.
   *
   * @return CSV in UTF-8
   */
  public byte[] csv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(COLUMNS.toArray(String[]::new))
            .get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Map.Entry<Cell, Timing> entry : timings.entrySet()) {
        Timing timing = entry.getValue();
        printer.printRecord(
            entry.getKey(),
            timing.milliseconds(),
            timing.error(),
            meter.threads(),
            meter.batch(),
            network);
      }
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can always be written", e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file.
   *
   * @param file a CSV file as {@link #csv} writes it
   * @return its table
   * @throws IOException if it cannot be read or is no such file; the message names the file and the
   *     line
   */
  public static LatencyTable read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser parser = format.parse(reader)) {
      if (!parser.getHeaderNames().containsAll(COLUMNS)) {
        throw new IOException(
            file
                + " has the columns "
                + parser.getHeaderNames()
                + "; needed are "
                + COLUMNS
                + ", as ./pnas latency --csv writes them");
      }
      LatencyTable first = null;
      Map<Cell, Timing> timings = new LinkedHashMap<>();
      for (CSVRecord line : parser) {
        try {
          LatencyTable one = of(line);
          first = first == null ? one : first.requireLike(one);
          one.timings.forEach((cell, timing) -> putOnce(timings, cell, timing));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              file + ", line " + parser.getCurrentLineNumber() + ": " + e.getMessage(), e);
        }
      }
      if (first == null) {
        throw new IOException(file + " has no latency of any cell");
      }
      return new LatencyTable(first.network, first.meter, timings);
    } catch (UncheckedIOException | CharacterCodingException | IllegalArgumentException e) {
      throw new IOException(
          file + " is no CSV file in UTF-8, or a damaged one: " + Failures.message(e), e);
    }
  }

  /** The table of one line. */
  private static LatencyTable of(CSVRecord line) {
    if (!line.isConsistent()) {
      throw new IllegalArgumentException(
          line.size() + " columns; needed are those of the first line");
    }
    return new LatencyTable(
        line.get(NETWORK),
        new LatencyMeter((int) number(line, THREADS), (int) number(line, BATCH)),
        Map.of(
            Cell.parse(line.get(CELL)),
            new Timing(number(line, MILLISECONDS), number(line, ERROR))));
  }

  private LatencyTable requireLike(LatencyTable other) {
    if (!network.equals(other.network) || !meter.equals(other.meter)) {
      throw new IllegalArgumentException(
          "the network or the meter differs from those of the first cell; one file holds those of"
              + " one kind");
    }
    return this;
  }

  private static void putOnce(Map<Cell, Timing> timings, Cell cell, Timing timing) {
    if (timings.putIfAbsent(cell, timing) != null) {
      throw new IllegalArgumentException(cell + " is there twice");
    }
  }

  private static double number(CSVRecord line, String column) {
    try {
      return Double.parseDouble(line.get(column));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          column + " is '" + line.get(column) + "'; allowed are numbers", e);
    }
  }
}
