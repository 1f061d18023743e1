package io.github.tribuopnas.surrogate.prior;

import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of earlier trials as {@code benchmarks/run prior} writes it: CSV with the columns {@code
 * cell}, {@code accuracy}, {@code loss} and {@code set}. Lines of failed trainings, whose loss is
 * not a number, are skipped.
 */
public final class PriorTable {

  private static final String SHIPPED = "cells.csv";

  private PriorTable() {}

  /**
   * Returns the table that comes with the program: random cells of one to five blocks, trained
   * briefly on small public sets of images. Where it is from stands beside it, in ORIGIN.md.
   *
   * @return its trials
   */
  public static List<EarlierTrial> shipped() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(PriorTable.class.getResourceAsStream(SHIPPED), SHIPPED),
            StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("the table of earlier trials cannot be read", e);
    }
  }

  /**
   * Reads a table.
   *
   * @param reader the CSV, with its header
   * @return its trials
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no such table
   */
  public static List<EarlierTrial> read(Reader reader) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    List<EarlierTrial> trials = new ArrayList<>();
    for (CSVRecord line : format.parse(reader)) {
      double loss = Double.parseDouble(line.get("loss"));
      if (Double.isFinite(loss)) {
        trials.add(
            new EarlierTrial(
                line.get("set"),
                Cell.parse(line.get("cell")),
                Double.parseDouble(line.get("accuracy")),
                loss));
      }
    }
    return trials;
  }
}
