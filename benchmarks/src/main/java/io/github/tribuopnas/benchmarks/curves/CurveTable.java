package io.github.tribuopnas.benchmarks.curves;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Learning curves of networks.
 *
 * @param curves a curve for each network, all equally long
 */
record CurveTable(List<Curve> curves) {

  private static final int FIRST_EPOCH = 2;
  private static final double PERCENT = 100;

  /**
   * The curve of one network.
   *
   * @param test the test accuracy after the last epoch, in percent
   * @param validation the validation accuracy after each epoch, in percent
   */
  record Curve(double test, List<Double> validation) {
    Curve {
      validation = List.copyOf(validation);
    }
  }

  CurveTable {
    curves = List.copyOf(curves);
  }

  private static CurveTable of(RankTable table) {
    return new CurveTable(
        table.cells().stream()
            .map(
                epochs ->
                    new Curve(
                        PERCENT * epochs.get(0).test(),
                        epochs.stream().map(line -> PERCENT * line.accuracy()).toList()))
            .toList());
  }

  /** Returns how many epochs each curve has. */
  int epochs() {
    return curves.get(0).validation().size();
  }

  /**
   * Reads a CSV with the columns {@code id,test,epoch1,epoch2,...}, or the lines that {@code
   * ranking} writes.
   *
   * @throws IOException if it cannot be read or has another form
   */
  static CurveTable read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Curve> curves = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser lines = format.parse(reader)) {
      if (lines.getHeaderNames().equals(RankLine.FORMAT.columns())) {
        return of(RankTable.of(RankLine.FORMAT.read(file)));
      }
      int columns = lines.getHeaderNames().size();
      for (CSVRecord line : lines) {
        if (columns <= FIRST_EPOCH || line.size() != columns) {
          throw new IOException(
              file + ", line " + lines.getCurrentLineNumber() + ": needed are id,test,epoch1,...");
        }
        List<Double> validation = new ArrayList<>();
        for (int i = FIRST_EPOCH; i < columns; i++) {
          validation.add(Double.valueOf(line.get(i)));
        }
        curves.add(new Curve(Double.parseDouble(line.get(1)), validation));
      }
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds something that is no number: " + e.getMessage(), e);
    }
    if (curves.isEmpty()) {
      throw new IOException(file + " holds no curves");
    }
    return new CurveTable(curves);
  }
}
