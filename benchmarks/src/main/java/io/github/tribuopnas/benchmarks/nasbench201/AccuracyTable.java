package io.github.tribuopnas.benchmarks.nasbench201;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/**
 * The accuracies of all cells of NAS-Bench-201. A search reads {@link #validation} alone; the test
 * accuracy is for the report of what it found, and the file's rank, which is by test accuracy, is
 * not read at all.
 */
public final class AccuracyTable {

  private static final String VALIDATION = "val_acc_200";
  private static final String TEST = "test_acc_200";

  private final double[] validation = new double[Architecture.COUNT];
  private final double[] test = new double[Architecture.COUNT];

  private AccuracyTable() {
    Arrays.fill(validation, Double.NaN);
  }

  /**
   * Reads a table.
   *
   * @param file JSON: an object with an object for each of the 15,625 cells under its text, with
   *     {@code val_acc_200} and {@code test_acc_200}, in percent
   * @return the table
   * @throws IOException if the file cannot be read or is no such table
   */
  public static AccuracyTable read(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    AccuracyTable table = new AccuracyTable();
    Iterator<Map.Entry<String, JsonNode>> entries = root.fields();
    while (entries.hasNext()) {
      Map.Entry<String, JsonNode> entry = entries.next();
      try {
        int code = Architecture.parse(entry.getKey()).code();
        table.validation[code] = percent(entry.getValue(), VALIDATION);
        table.test[code] = percent(entry.getValue(), TEST);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + e.getMessage(), e);
      }
    }
    for (int code = 0; code < Architecture.COUNT; code++) {
      if (Double.isNaN(table.validation[code])) {
        throw new IOException(file + " lacks the cell " + new Architecture(code));
      }
    }
    return table;
  }

  private static double percent(JsonNode entry, String name) {
    double percent = entry.path(name).asDouble(Double.NaN);
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          name + " is " + entry.path(name) + "; needed is a percentage from 0 to 100");
    }
    return percent;
  }

  /**
   * Returns the validation accuracy of a cell.
   *
   * @param architecture the cell
   * @return percent, 0 to 100
   */
  public double validation(Architecture architecture) {
    return validation[architecture.code()];
  }

  /**
   * Returns the test accuracy of a cell.
   *
   * @param architecture the cell
   * @return percent, 0 to 100
   */
  public double test(Architecture architecture) {
    return test[architecture.code()];
  }

  /**
   * Returns the best validation accuracy that a search of a space can find.
   *
   * @param space whose architectures count
   * @return percent, 0 to 100
   */
  public double best(Nasbench201Space space) {
    double best = 0;
    for (int code = 0; code < Architecture.COUNT; code++) {
      Architecture cell = new Architecture(code);
      best = Math.max(best, validation(space.representative(cell)));
    }
    return best;
  }
}
