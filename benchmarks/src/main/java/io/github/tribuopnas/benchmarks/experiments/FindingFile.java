package io.github.tribuopnas.benchmarks.experiments;

import java.io.BufferedWriter;
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

/** Findings as CSV: a line each, under a header; accuracies with four digits. */
final class FindingFile {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("strategy", "seed", "evaluations", "bestValidation", "testOfBest")
          .setSkipHeaderRecord(true)
          .setRecordSeparator('\n')
          .get();

  private FindingFile() {}

  static void write(List<Finding> findings, Path file) throws IOException {
    CSVFormat withHeader = FORMAT.builder().setSkipHeaderRecord(false).get();
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(writer, withHeader)) {
      for (Finding finding : findings) {
        printer.printRecord(
            finding.strategy(),
            finding.seed(),
            finding.evaluations(),
            String.format(Locale.ROOT, "%.4f", finding.bestValidation()),
            String.format(Locale.ROOT, "%.4f", finding.testOfBest()));
      }
    }
  }

  static List<Finding> read(Path file) throws IOException {
    List<Finding> findings = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = FORMAT.parse(reader)) {
      for (CSVRecord line : lines) {
        findings.add(
            new Finding(
                line.get("strategy"),
                Long.parseLong(line.get("seed")),
                Integer.parseInt(line.get("evaluations")),
                Double.parseDouble(line.get("bestValidation")),
                Double.parseDouble(line.get("testOfBest"))));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no result of this experiment: " + e.getMessage(), e);
    }
    return findings;
  }
}
