package io.github.tribuopnas.image.csv;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.PixelCollector;
import io.github.tribuopnas.image.file.ClassNames;
import io.github.tribuopnas.image.file.LabelOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads images from a CSV file in UTF-8: each line holds a label and the values of an image, in the
 * order of the format's layout. Files ending in {@code .gz} are unzipped.
 *
 * <p>Unless they are stated, the line of names and the column of labels are detected by names and
 * values; {@link #remarks()} tells how the file was interpreted. Classes are in the order of their
 * names, as numbers if all of them are whole numbers.
 */
public final class CsvImageDataSource extends LoadedImageDataSource {

  @Config(mandatory = true, description = "The CSV file.")
  private Path path;

  @Config(mandatory = true, description = "The size of the images and the order of their values.")
  private ImageFormat format;

  @Config(description = "The label column: its name, its number from 1, first, last or auto.")
  private String labelColumn = CsvReading.AUTO_COLUMN;

  @Config(description = "Whether the first line holds the names of the columns.")
  private CsvReading.Header header = CsvReading.Header.AUTO;

  private List<String> remarks = List.of();
  private List<String> columnNames = List.of();

  /** For OLCUT. */
  private CsvImageDataSource() {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @param format the size of the images and the order of their values
   * @param reading where the label stands, and whether the first line holds names
   * @throws IOException if the file cannot be read, can be understood in two ways, or a line is not
   *     an image of that format; the message names the file and the line
   */
  public CsvImageDataSource(Path path, ImageFormat format, CsvReading reading) throws IOException {
    this.path = path;
    this.format = format;
    this.labelColumn = reading.labelColumn();
    this.header = reading.header();
    postConfig();
  }

  /**
   * Reads the file twice, to interpret it and to keep its values. Called by OLCUT and the
   * constructor.
   */
  @Override
  public void postConfig() throws IOException {
    CsvLayout layout = CsvLayout.of(path, new CsvReading(labelColumn, header));
    List<Integer> pixels = layout.pixelColumns();
    if (pixels.size() != format.pixels()) {
      throw new IOException(
          path
              + " has "
              + pixels.size()
              + " columns of pixels besides the label; an image of "
              + format.size()
              + " has "
              + format.pixels());
    }
    int count = layout.table().records();
    PixelCollector collector = new PixelCollector(format, count);
    Map<String, Integer> found = new LinkedHashMap<>();
    String hash;
    try (CsvRecords records = CsvRecords.open(path)) {
      boolean more = layout.table().header().isEmpty() || records.next();
      for (int image = 0; more && image < count && records.next(); image++) {
        for (int i = 0; i < pixels.size(); i++) {
          int offset = PixelCollector.offset(format, format.chwIndex(i));
          collector.put(image, offset, records.number(pixels.get(i)));
        }
        collector.label(image, label(records.text(layout.labelColumn()), found));
      }
      hash = records.next() ? "" : records.finish();
    }
    if (!hash.equals(layout.table().sha256())) {
      throw new IOException(path + " was changed while it was read");
    }
    List<String> names = new ArrayList<>(found.keySet());
    columnNames = layout.table().header();
    remarks = List.of(layout.description(names.size()));
    load(collector.finish(names).withClasses(LabelOrder.sorted(names)), hash);
  }

  private int label(String label, Map<String, Integer> classes) throws IOException {
    ClassNames.check(label, path);
    int number = classes.computeIfAbsent(label, unseen -> classes.size());
    ClassNames.checkCount(classes.size(), path);
    return number;
  }

  /** Returns the names of the columns; empty if the first line holds an image. */
  List<String> columnNames() {
    return columnNames;
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  @Override
  public String toString() {
    return "CsvImageDataSource(" + path + "," + format + ")";
  }
}
