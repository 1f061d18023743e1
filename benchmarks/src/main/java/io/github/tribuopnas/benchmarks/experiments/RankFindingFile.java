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

/** Findings on predictors as CSV: a line each, under a header; correlations with four digits. */
final class RankFindingFile {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("surrogate", "draw", "blocks", "on", "spearman")
          .setSkipHeaderRecord(true)
          .setRecordSeparator('\n')
          .get();

  private RankFindingFile() {}

  static void write(List<RankFinding> findings, Path file) throws IOException {
    CSVFormat withHeader = FORMAT.builder().setSkipHeaderRecord(false).get();
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(writer, withHeader)) {
      for (RankFinding finding : findings) {
        printer.printRecord(
            finding.surrogate(),
            finding.draw(),
            finding.blocks(),
            finding.on(),
            String.format(Locale.ROOT, "%.4f", finding.spearman()));
      }
    }
  }

  /**
   * Reads findings.
   *
   * @throws IOException if the file cannot be read or is none of {@link #write}
   */
  static List<RankFinding> read(Path file) throws IOException {
    List<RankFinding> findings = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = FORMAT.parse(reader)) {
      for (CSVRecord line : lines) {
        findings.add(
            new RankFinding(
                line.get("surrogate"),
                Integer.parseInt(line.get("draw")),
                Integer.parseInt(line.get("blocks")),
                RankFinding.isNext(line.get("on")),
                Double.parseDouble(line.get("spearman"))));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no result of this experiment: " + e.getMessage(), e);
    }
    return findings;
  }
}
