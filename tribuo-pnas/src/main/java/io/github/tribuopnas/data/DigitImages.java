package io.github.tribuopnas.data;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The built-in image set: 1,797 handwritten digits of 8x8 pixels with values from 0 to 16.
 *
 * <p>Source: Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
 * Repository, 1998; CC BY 4.0. The split is fixed, in file order: the first 1,297 images are for
 * training, the last 500 for the test.
 */
public final class DigitImages {

  /** The name of the set. */
  public static final String NAME = "digits";

  private static final String RESOURCE = "digits.csv.gz";
  private static final int TRAIN = 1297;
  private static final int TEST = 500;
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final ImageFormat FORMAT =
      ImageFormat.builder().setHeight(8).setWidth(8).setChannels(1).optMaximum(16).build();

  private DigitImages() {}

  /**
   * Reads the images from this library's own file.
   *
   * @return 1,297 train and 500 test images
   */
  public static ImageSet load() {
    try (InputStream stream = DigitImages.class.getResourceAsStream(RESOURCE)) {
      byte[] file = stream.readAllBytes();
      PackedImages all = parse(file);
      Map<String, String> hash = Map.of(RESOURCE, Sha256.of(file));
      return new ImageSet(
          NAME,
          part("train", all.select(IntStream.range(0, TRAIN).toArray()), hash),
          Optional.of(
              part("test", all.select(IntStream.range(TRAIN, TRAIN + TEST).toArray()), hash)));
    } catch (IOException e) {
      throw new UncheckedIOException("The library's file " + RESOURCE + " cannot be read", e);
    }
  }

  private static ImageDataset part(String part, PackedImages images, Map<String, String> hash) {
    return new ImageDataset(
        images, new ImageProvenance(NAME + " " + part, "", hash, images.format()));
  }

  private static PackedImages parse(byte[] file) throws IOException {
    PixelCollector collector = new PixelCollector(FORMAT, TRAIN + TEST);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.US_ASCII))) {
      for (int image = 0; image < TRAIN + TEST; image++) {
        String[] values = reader.readLine().split(",");
        for (int i = 0; i < FORMAT.pixels(); i++) {
          collector.put(image, i, Integer.parseInt(values[i]));
        }
        collector.label(image, Integer.parseInt(values[FORMAT.pixels()]));
      }
    }
    return collector.finish(CLASSES);
  }
}
