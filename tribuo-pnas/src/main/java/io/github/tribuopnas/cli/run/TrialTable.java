package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The trials of a search as CSV, one line a trial. */
public final class TrialTable implements TrialSource {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "cell",
              "blocks",
              "level",
              "predicted",
              "spread",
              Metrics.ACCURACY,
              Metrics.SECONDS,
              Metrics.ELAPSED,
              Metrics.PARAMETERS,
              Metrics.MULT_ADDS,
              "status",
              "reason")
          .get();

  private static final List<String> MEASURES =
      List.of(
          Metrics.ACCURACY,
          Metrics.SECONDS,
          Metrics.ELAPSED,
          Metrics.PARAMETERS,
          Metrics.MULT_ADDS);

  /**
   * Writes a table with a header.
   *
   * @param trials the trials, one line each, in this order
   * @return the table in UTF-8; numbers that are not known are empty cells
   * @throws IOException never: nothing is written to a file
   */
  public static byte[] csv(List<Trial<Cell>> trials) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (Trial<Cell> trial : trials) {
        Proposal<Cell> proposal = trial.proposal();
        printer.printRecord(
            proposal.architecture(),
            proposal.architecture().size(),
            proposal.level(),
            number(proposal.predicted()),
            number(proposal.standardDeviation()),
            number(Objective.ACCURACY.value(trial)),
            number(trial.metrics().get(Metrics.SECONDS)),
            number(trial.metrics().get(Metrics.ELAPSED)),
            count(trial.metrics().get(Metrics.PARAMETERS)),
            count(trial.metrics().get(Metrics.MULT_ADDS)),
            trial.status(),
            trial.reason());
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
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
    CSVFormat format = FORMAT.builder().setSkipHeaderRecord(true).get();
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
    Proposal<Cell> proposal =
        Proposal.unpredicted(Cell.parse(line.get("cell")), Integer.parseInt(line.get("level")))
            .withPrediction(number(line.get("predicted")), number(line.get("spread")));
    Metrics metrics = Metrics.NONE;
    for (String name : MEASURES) {
      if (!line.get(name).isEmpty()) {
        metrics = metrics.with(name, number(line.get(name)));
      }
    }
    String reason = line.get("reason");
    return switch (TrialStatus.valueOf(line.get("status"))) {
      case COMPLETE -> Trial.complete(proposal, metrics);
      case FAILED -> Trial.failed(proposal, reason, metrics);
    };
  }

  private static double number(String text) {
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
