package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Measured accuracies of cells. Immutable. */
final class CellTable {

  private static final String CELL = "cell";
  private static final String ACCURACY = "validationAccuracy";

  private final Map<Cell, Double> accuracies;

  private CellTable(Map<Cell, Double> accuracies) {
    this.accuracies = Collections.unmodifiableMap(accuracies);
  }

  /**
   * Reads a table.
   *
   * @param file CSV with at least the columns {@code cell}, a cell's text, and {@code
   *     validationAccuracy}, 0 to 1
   * @throws IOException if the file cannot be read or is no such table
   */
  static CellTable read(Path file) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<Cell, Double> accuracies = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (CSVRecord line : format.parse(reader)) {
        Cell cell = Cell.parse(line.get(CELL));
        if (accuracies.put(cell, accuracy(line)) != null) {
          throw new IllegalArgumentException("cell " + cell + " stands there twice");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no table of cells: " + e.getMessage(), e);
    }
    return new CellTable(accuracies);
  }

  private static double accuracy(CSVRecord line) {
    double accuracy = Double.parseDouble(line.get(ACCURACY));
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException(
          "accuracy " + accuracy + " of " + line.get(CELL) + "; allowed are 0 to 1");
    }
    return accuracy;
  }

  /** The cells of a number of blocks, in their own order. */
  List<Cell> cells(int blocks) {
    return accuracies.keySet().stream().filter(cell -> cell.size() == blocks).toList();
  }

  /** The accuracy of each cell, all of which must be in the table. */
  double[] accuracies(List<Cell> cells) {
    return cells.stream().mapToDouble(accuracies::get).toArray();
  }
}
