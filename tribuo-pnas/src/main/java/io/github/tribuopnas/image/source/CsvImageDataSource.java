package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Reads images from a CSV file: each line holds the values of an image, in the order of the
 * format's layout, and a label. A first line of names is skipped. Files ending in {@code .gz} are
 * unzipped.
 *
 * <p>Labels are any text without a comma. Classes are in the order of their names, as numbers if
 * all of them are whole numbers.
 */
public final class CsvImageDataSource implements ImageDataSource {

  /** Where the label stands in a line. */
  public enum LabelColumn {
    /** Before the pixels, as in Kaggle's MNIST files. */
    FIRST,
    /** After the pixels. */
    LAST
  }

  @Config(mandatory = true, description = "The CSV file.")
  private Path path;

  @Config(mandatory = true, description = "The size of the images and the order of their values.")
  private ImageFormat format;

  @Config(description = "Where the label stands in a line.")
  private LabelColumn labelColumn = LabelColumn.LAST;

  private PackedImages images;
  private ImageSourceProvenance provenance;

  /** For OLCUT. */
  private CsvImageDataSource() {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @param format the size of the images and the order of their values
   * @param labelColumn where the label stands
   * @throws IOException if the file cannot be read, or a line is not an image of that format; the
   *     message names the file and the line
   */
  public CsvImageDataSource(Path path, ImageFormat format, LabelColumn labelColumn)
      throws IOException {
    this.path = path;
    this.format = format;
    this.labelColumn = labelColumn;
    postConfig();
  }

  /** Reads the file, once to count and once to keep. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() throws IOException {
    int count = count();
    if (count == 0) {
      throw new IOException(path + " holds no image.");
    }
    PixelCollector collector = new PixelCollector(format, count);
    Map<String, Integer> found = new LinkedHashMap<>();
    String hash;
    try (CsvLines lines = CsvLines.open(path)) {
      for (int image = 0; image < count && lines.next(); image++) {
        collector.label(image, add(lines, collector, image, found));
      }
      hash = lines.finish();
    }
    List<String> names = new ArrayList<>(found.keySet());
    images = collector.finish(names).withClasses(LabelOrder.sorted(names));
    provenance = new ImageSourceProvenance(this, hash);
  }

  private int count() throws IOException {
    int count = 0;
    try (CsvLines lines = CsvLines.open(path)) {
      while (lines.next()) {
        count++;
      }
    }
    return count;
  }

  private int add(CsvLines lines, PixelCollector collector, int image, Map<String, Integer> classes)
      throws IOException {
    String[] values = lines.values();
    if (values.length != format.pixels() + 1) {
      throw new IOException(
          lines.where()
              + " has "
              + values.length
              + " values; an image of "
              + format.size()
              + " has "
              + format.pixels()
              + ", and a label.");
    }
    int first = labelColumn == LabelColumn.FIRST ? 1 : 0;
    for (int i = 0; i < format.pixels(); i++) {
      int offset = PixelCollector.offset(format, format.chwIndex(i));
      collector.put(image, offset, lines.number(first + i));
    }
    String label = values[first == 1 ? 0 : format.pixels()];
    ClassNames.check(label, path);
    int number = classes.computeIfAbsent(label, unseen -> classes.size());
    ClassNames.checkCount(classes.size(), path);
    return number;
  }

  @Override
  public PackedImages images() {
    return images;
  }

  @Override
  public DataSourceProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return "CsvImageDataSource(" + path + "," + format + ")";
  }
}
