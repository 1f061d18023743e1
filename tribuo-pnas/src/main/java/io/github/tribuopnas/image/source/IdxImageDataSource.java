package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.image.FileHashes;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.file.ClassNames;
import io.github.tribuopnas.image.file.DataFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads gray images from a pair of IDX files, the form of MNIST and its family: unsigned bytes in
 * three dimensions, and one label for each image, of one, two or four bytes. Files ending in {@code
 * .gz} are unzipped.
 *
 * <p>Unlike Tribuo's own IDXDataSource it keeps zeros and takes a byte, not a hundred, for a pixel.
 * Headers are checked against the size of the file before anything is allocated. Classes are named
 * by their numbers. Images beyond 256 MiB stay in their file, unless it is gzipped: they are read
 * on demand, and may exceed one array.
 */
public final class IdxImageDataSource extends LoadedImageDataSource {

  private static final int UNSIGNED_BYTE = 0x08;
  private static final int SHORT = 0x0b;
  private static final int INT = 0x0c;

  @Config(mandatory = true, description = "The IDX file of images.")
  private Path imagesPath;

  @Config(mandatory = true, description = "The IDX file of labels.")
  private Path labelsPath;

  private final PixelBlocks blocks;

  /** For OLCUT. */
  private IdxImageDataSource() {
    blocks = PixelBlocks.ofThisProcess();
  }

  /**
   * Reads two files.
   *
   * @param imagesPath the file of images
   * @param labelsPath the file of labels
   * @throws IOException if a file cannot be read or is not what it should be; the message names the
   *     file and what was found in it
   */
  public IdxImageDataSource(Path imagesPath, Path labelsPath) throws IOException {
    this(imagesPath, labelsPath, PixelBlocks.ofThisProcess());
  }

  IdxImageDataSource(Path imagesPath, Path labelsPath, PixelBlocks blocks) throws IOException {
    this.blocks = blocks;
    this.imagesPath = imagesPath;
    this.labelsPath = labelsPath;
    postConfig();
  }

  /** Reads the files. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() throws IOException {
    FileHashes hashes = new FileHashes();
    Idx pixels = read(imagesPath, 3, hashes, blocks);
    Idx labels = read(labelsPath, 1, hashes, blocks);
    if (pixels.shape[0] != labels.shape[0]) {
      throw new IOException(
          imagesPath
              + " holds "
              + claim(pixels.shape)
              + ", but "
              + labelsPath
              + " holds "
              + claim(labels.shape));
    }
    load(pack(pixels, labels), hashes.combined());
  }

  private PackedImages pack(Idx pixels, Idx labelValues) throws IOException {
    int[] labels = labelValues.numbers();
    int[] kinds = Arrays.stream(labels).sorted().distinct().toArray();
    ClassNames.checkCount(kinds.length, labelsPath);
    if (kinds[0] < 0) {
      throw new IOException(labelsPath + " has the label " + kinds[0] + "; labels are from 0 on");
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = Arrays.binarySearch(kinds, labels[i]);
    }
    ImageFormat format = ImageFormat.of(pixels.shape[1], pixels.shape[2], 1);
    List<String> classes = Arrays.stream(kinds).mapToObj(Integer::toString).toList();
    return PackedImages.ofBlocks(format, pixels.values, labels, classes);
  }

  private static Idx read(Path path, int dimensions, FileHashes hashes, PixelBlocks blocks)
      throws IOException {
    try (DataFile file = DataFile.open(path)) {
      file.checkHolds(4 + 4 * dimensions, "an IDX header");
      ByteBuffer header = ByteBuffer.wrap(file.read(4 + 4 * dimensions));
      int magic = header.getInt();
      int expected = UNSIGNED_BYTE << 8 | dimensions;
      int type = magic >> 8;
      boolean known = type == UNSIGNED_BYTE || dimensions == 1 && (type == SHORT || type == INT);
      if (!known || (magic & 0xff) != dimensions) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s starts with 0x%08x, but an IDX file of unsigned bytes in %d dimensions starts"
                    + " with 0x%08x",
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
                  + most);
        }
        size *= shape[i];
      }
      size *= bytes(type);
      file.checkHolds(size, claim(shape));
      List<ByteBuffer> values =
          dimensions == 1
              ? List.of(ByteBuffer.wrap(file.read(DataFile.arrayLength(path, size))))
              : blocks.read(path, file, header.limit(), shape[0], shape[1] * shape[2]);
      hashes.add(path.getFileName().toString(), file.finish());
      return new Idx(type, shape, values);
    }
  }

  private static String claim(int[] shape) {
    return shape.length == 1
        ? shape[0] + " labels"
        : shape[0] + " images of " + shape[1] + "x" + shape[2];
  }

  @Override
  public String toString() {
    return "IdxImageDataSource(" + imagesPath + "," + labelsPath + ")";
  }

  private static int bytes(int type) {
    return switch (type) {
      case SHORT -> Short.BYTES;
      case INT -> Integer.BYTES;
      default -> 1;
    };
  }

  /** The values of a file, of shape {@code [count, height, width]} or {@code [count]}. */
  private record Idx(int type, int[] shape, List<ByteBuffer> values) {

    /** Returns whole numbers, which are bytes, or 2 or 4 bytes with the highest first. */
    int[] numbers() {
      ByteBuffer buffer = values.get(0);
      int[] numbers = new int[shape[0]];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] =
            switch (type) {
              case SHORT -> buffer.getShort();
              case INT -> buffer.getInt();
              default -> buffer.get() & 0xff;
            };
      }
      return numbers;
    }
  }
}
