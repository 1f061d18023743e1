package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.image.FileHashes;
import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSourceProvenance;
import io.github.tribuopnas.image.PackedImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Reads grey images from a pair of IDX files, the form of MNIST and its family: unsigned bytes in
 * three dimensions, and one label byte for each image. Files ending in {@code .gz} are unzipped.
 *
 * <p>Unlike Tribuo's own IDXDataSource it keeps zeros and takes a byte, not a hundred, for a pixel.
 * Headers are checked against the size of the file before anything is allocated. Classes are named
 * by their numbers.
 */
public final class IdxImageDataSource implements ImageDataSource {

  private static final int UNSIGNED_BYTE = 0x08;

  @Config(mandatory = true, description = "The IDX file of images.")
  private Path imagesPath;

  @Config(mandatory = true, description = "The IDX file of labels.")
  private Path labelsPath;

  private PackedImages images;
  private ImageSourceProvenance provenance;

  /** For OLCUT. */
  private IdxImageDataSource() {}

  /**
   * Reads two files.
   *
   * @param imagesPath the file of images
   * @param labelsPath the file of labels
   * @throws IOException if a file cannot be read or is not what it should be; the message names the
   *     file and what was found in it
   */
  public IdxImageDataSource(Path imagesPath, Path labelsPath) throws IOException {
    this.imagesPath = imagesPath;
    this.labelsPath = labelsPath;
    postConfig();
  }

  /** Reads the files. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() throws IOException {
    FileHashes hashes = new FileHashes();
    Idx pixels = read(imagesPath, 3, hashes);
    Idx labels = read(labelsPath, 1, hashes);
    if (pixels.shape[0] != labels.shape[0]) {
      throw new IOException(
          imagesPath
              + " holds "
              + claim(pixels.shape)
              + ", but "
              + labelsPath
              + " holds "
              + claim(labels.shape)
              + ".");
    }
    images = pack(pixels, labels.values);
    provenance = new ImageSourceProvenance(this, hashes.combined());
  }

  private static PackedImages pack(Idx pixels, byte[] labelBytes) {
    int[] labels = new int[labelBytes.length];
    int[] counts = new int[256];
    for (int i = 0; i < labels.length; i++) {
      counts[labelBytes[i] & 0xff]++;
    }
    int[] numbers = new int[256];
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < 256; label++) {
      if (counts[label] > 0) {
        numbers[label] = classes.size();
        classes.add(Integer.toString(label));
      }
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = numbers[labelBytes[i] & 0xff];
    }
    ImageFormat format = ImageFormat.of(pixels.shape[1], pixels.shape[2], 1);
    return PackedImages.ofBytes(format, pixels.values, labels, classes);
  }

  private static Idx read(Path path, int dimensions, FileHashes hashes) throws IOException {
    try (DataFile file = DataFile.open(path)) {
      file.checkHolds(4 + 4 * dimensions, "an IDX header");
      ByteBuffer header = ByteBuffer.wrap(file.read(4 + 4 * dimensions));
      int magic = header.getInt();
      int expected = UNSIGNED_BYTE << 8 | dimensions;
      if (magic != expected) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s starts with 0x%08x, but an IDX file of unsigned bytes in %d dimensions starts"
                    + " with 0x%08x.",
                path,
                magic,
                dimensions,
                expected));
      }
      int[] shape = new int[dimensions];
      long size = 1;
      for (int i = 0; i < dimensions; i++) {
        shape[i] = header.getInt();
        int most = i == 0 ? Integer.MAX_VALUE : ImageFormat.MAX_SIDE;
        if (shape[i] < 1 || shape[i] > most) {
          throw new IOException(
              path
                  + " has the size "
                  + shape[i]
                  + " in dimension "
                  + i
                  + "; it must be from 1 to "
                  + most
                  + ".");
        }
        size *= shape[i];
      }
      file.checkHolds(size, claim(shape));
      byte[] values = file.read(DataFile.arrayLength(path, size));
      hashes.add(path.getFileName().toString(), file.finish());
      return new Idx(shape, values);
    }
  }

  private static String claim(int[] shape) {
    return shape.length == 1
        ? shape[0] + " labels"
        : shape[0] + " images of " + shape[1] + "x" + shape[2];
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
    return "IdxImageDataSource(" + imagesPath + "," + labelsPath + ")";
  }

  /** The values of a file, of shape {@code [count, height, width]} or {@code [count]}. */
  private record Idx(int[] shape, byte[] values) {}
}
