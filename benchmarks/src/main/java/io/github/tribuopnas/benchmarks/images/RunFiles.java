package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.onnx.AtomicFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** What runs found, as two CSV files: networks trained, and winners. */
final class RunFiles {

  private static final CSVFormat TRIALS =
      format("contestant", "seed", "evaluations", "network", "validation");
  private static final CSVFormat WINNERS =
      format("contestant", "seed", "network", "validation", "test", "parameters", "seconds");

  private RunFiles() {}

  private static CSVFormat format(String... header) {
    return CSVFormat.DEFAULT
        .builder()
        .setHeader(header)
        .setSkipHeaderRecord(true)
        .setRecordSeparator('\n')
        .get();
  }

  static void writeTrials(List<TrialLine> trials, Path file) throws IOException {
    List<List<Object>> lines = new ArrayList<>();
    for (TrialLine trial : trials) {
      lines.add(
          List.of(
              trial.contestant(),
              trial.seed(),
              trial.evaluations(),
              trial.network(),
              decimals(trial.validation())));
    }
    write(TRIALS, lines, file);
  }

  static void writeWinners(List<Winner> winners, Path file) throws IOException {
    List<List<Object>> lines = new ArrayList<>();
    for (Winner winner : winners) {
      lines.add(
          List.of(
              winner.contestant(),
              winner.seed(),
              winner.network(),
              decimals(winner.validation()),
              decimals(winner.test()),
              winner.parameters(),
              String.format(Locale.ROOT, "%.1f", winner.seconds())));
    }
    write(WINNERS, lines, file);
  }

  static List<TrialLine> readTrials(Path file) throws IOException {
    List<TrialLine> trials = new ArrayList<>();
    for (CSVRecord line : read(TRIALS, file)) {
      trials.add(
          new TrialLine(
              line.get("contestant"),
              Long.parseLong(line.get("seed")),
              Integer.parseInt(line.get("evaluations")),
              line.get("network"),
              Double.parseDouble(line.get("validation"))));
    }
    return trials;
  }

  static List<Winner> readWinners(Path file) throws IOException {
    List<Winner> winners = new ArrayList<>();
    for (CSVRecord line : read(WINNERS, file)) {
      winners.add(
          new Winner(
              line.get("contestant"),
              Long.parseLong(line.get("seed")),
              line.get("network"),
              Double.parseDouble(line.get("validation")),
              Double.parseDouble(line.get("test")),
              Long.parseLong(line.get("parameters")),
              Double.parseDouble(line.get("seconds"))));
    }
    return winners;
  }

  private static String decimals(double accuracy) {
    return Double.isNaN(accuracy) ? "NaN" : String.format(Locale.ROOT, "%.6f", accuracy);
  }

  private static List<CSVRecord> read(CSVFormat format, Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = format.parse(reader)) {
      return lines.getRecords();
    }
  }

  private static void write(CSVFormat format, List<List<Object>> lines, Path file)
      throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer =
        new CSVPrinter(text, format.builder().setSkipHeaderRecord(false).get())) {
      printer.printRecords(lines);
    }
    AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
