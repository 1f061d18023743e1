package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelCollector;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * One part of the built-in digits: 8x8 pixels with values from 0 to 16, in file order.
 *
 * @see DigitImages
 */
public final class DigitDataSource extends LoadedImageDataSource {

  /** The two parts of the set. */
  public enum Part {
    /** The first 1,297 images. */
    TRAIN(0, 1297),
    /** The last 500 images. */
    TEST(1297, 500);

    private final int first;
    private final int count;

    Part(int first, int count) {
      this.first = first;
      this.count = count;
    }
  }

  private static final String RESOURCE = "digits.csv.gz";
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final ImageFormat FORMAT =
      ImageFormat.builder().setHeight(8).setWidth(8).setChannels(1).optMaximum(16).build();

  @Config(mandatory = true, description = "Which part to read.")
  private Part part;

  /** For OLCUT. */
  private DigitDataSource() {}

  /**
   * Reads a part of the digits from this library's own file.
   *
   * @param part the part
   */
  public DigitDataSource(Part part) {
    this.part = part;
    postConfig();
  }

  /** Reads the images. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() {
    if (part == null) {
      throw new PropertyException("", "part", "part is not set; allowed are TRAIN and TEST");
    }
    try (InputStream stream = DigitDataSource.class.getResourceAsStream(RESOURCE)) {
      byte[] file = stream.readAllBytes();
      load(parse(file), Sha256.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the library's file " + RESOURCE + " cannot be read", e);
    }
  }

  private PackedImages parse(byte[] file) throws IOException {
    PixelCollector collector = new PixelCollector(FORMAT, part.count);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.US_ASCII))) {
      for (int line = 0; line < part.first; line++) {
        reader.readLine();
      }
      for (int image = 0; image < part.count; image++) {
        String[] values = reader.readLine().split(",");
        for (int i = 0; i < FORMAT.pixels(); i++) {
          collector.put(image, i, Integer.parseInt(values[i]));
        }
        collector.label(image, Integer.parseInt(values[FORMAT.pixels()]));
      }
    }
    return collector.finish(CLASSES);
  }

  @Override
  public String toString() {
    return "DigitDataSource(" + part + ")";
  }
}
