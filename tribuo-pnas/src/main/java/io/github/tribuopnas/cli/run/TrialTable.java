package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The trials of a search as CSV, one line a trial. Each metric that a trial has is a column; files
 * of earlier releases have fewer columns and are read as well.
 */
public final class TrialTable implements TrialSource {

  /** What was asked, in columns before those of the metrics. */
  private static final List<String> ASKED =
      List.of("cell", "blocks", "level", "fidelity", "parent", "predicted", "standardDeviation");

  /** The metrics that always have a column. */
  private static final List<String> METRICS =
      List.of(
          Metrics.ACCURACY,
          Metrics.SECONDS,
          Metrics.ELAPSED,
          Metrics.PARAMETERS,
          Metrics.MULT_ADDS);

  /** How it ended, in columns after those of the metrics. */
  private static final List<String> ENDED = List.of("status", "reason");

  /** What the standard deviation was called before. */
  private static final String SPREAD = "spread";

  private static final Set<String> COUNTS = Set.of(Metrics.PARAMETERS, Metrics.MULT_ADDS);

  /**
   * Writes a table.
   *
   * @param trials the trials, a line each
   * @return the table in UTF-8
   * @throws IOException never, since it is written to memory
   */
  public static byte[] csv(List<Trial<Cell>> trials) throws IOException {
    Set<String> metrics = new LinkedHashSet<>(METRICS);
    trials.forEach(trial -> metrics.addAll(trial.metrics().values().keySet()));
    List<String> header = new ArrayList<>(ASKED);
    header.addAll(metrics);
    header.addAll(ENDED);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(header.toArray(String[]::new))
            .get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      for (Trial<Cell> trial : trials) {
        printer.printRecord(line(trial, metrics));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Object> line(Trial<Cell> trial, Set<String> metrics) {
    Proposal<Cell> proposal = trial.proposal();
    List<Object> line =
        new ArrayList<>(
            List.of(
                proposal.architecture(),
                proposal.architecture().size(),
                proposal.level(),
                proposal.fidelity().fraction(),
                proposal.parent().map(Cell::toString).orElse(""),
                number(proposal.predicted()),
                number(proposal.standardDeviation())));
    for (String metric : metrics) {
      double value = trial.metrics().get(metric);
      line.add(COUNTS.contains(metric) ? count(value) : number(value));
    }
    line.add(trial.status());
    line.add(trial.reason());
    return line;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String count(double value) {
    return Double.isNaN(value) ? "" : Long.toString((long) value);
  }

  @Override
  public String file() {
    return "trials.csv";
  }

  @Override
  public List<Trial<Cell>> read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Trial<Cell>> trials = new ArrayList<>();
    try (CSVParser parser = format.parse(Files.newBufferedReader(file))) {
      for (CSVRecord line : parser) {
        try {
          trials.add(trial(line));
        } catch (IllegalArgumentException e) {
          throw new IOException(
              file + ", line " + (line.getRecordNumber() + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return trials;
  }

  private static Trial<Cell> trial(CSVRecord line) {
    Proposal<Cell> proposal = proposal(line);
    Metrics metrics = Metrics.NONE;
    for (String column : line.toMap().keySet()) {
      boolean metric = !ASKED.contains(column) && !ENDED.contains(column) && !column.equals(SPREAD);
      if (metric && !line.get(column).isEmpty()) {
        metrics = metrics.with(column, number(line.get(column)));
      }
    }
    return switch (TrialStatus.valueOf(line.get("status"))) {
      case COMPLETE -> Trial.complete(proposal, metrics);
      case FAILED -> Trial.failed(proposal, line.get("reason"), metrics);
    };
  }

  private static Proposal<Cell> proposal(CSVRecord line) {
    double deviation = number(line.get(line.isMapped(SPREAD) ? SPREAD : "standardDeviation"));
    Proposal<Cell> proposal =
        Proposal.unpredicted(Cell.parse(line.get("cell")), Integer.parseInt(line.get("level")))
            .withPrediction(number(line.get("predicted")), deviation);
    if (line.isMapped("fidelity")) {
      proposal = proposal.withFidelity(new Fidelity(number(line.get("fidelity"))));
    }
    return line.isMapped("parent") && !line.get("parent").isEmpty()
        ? proposal.withParent(Cell.parse(line.get("parent")))
        : proposal;
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
