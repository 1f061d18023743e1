package io.github.tribuopnas.cli.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Labels of images and the probabilities of all classes as CSV in UTF-8, one line an image. */
final class ProbabilityTable {

  private final CSVPrinter printer;

  /**
   * Begins a table.
   *
   * @param out takes it; to be flushed with {@link #flush}
   * @param facts the names of the columns before those of the labels
   * @param labels the class labels, a column each
   * @throws IOException if it cannot be written
   */
  ProbabilityTable(OutputStream out, List<String> facts, List<String> labels) throws IOException {
    List<String> header = new ArrayList<>(facts);
    labels.forEach(label -> header.add("p(" + label + ")"));
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setHeader(header.toArray(String[]::new))
            .get();
    printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
  }

  /**
   * Adds an image.
   *
   * @param facts a value for each of the first columns
   * @param probabilities that of each label
   * @throws IOException if it cannot be written
   */
  void add(List<?> facts, float[] probabilities) throws IOException {
    List<Object> line = new ArrayList<>(facts);
    for (float probability : probabilities) {
      line.add(Float.toString(probability));
    }
    printer.printRecord(line);
  }

  /** Writes what is still buffered. */
  void flush() throws IOException {
    printer.flush();
  }
}
