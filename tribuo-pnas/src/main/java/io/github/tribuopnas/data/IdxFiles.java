package io.github.tribuopnas.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads image sets of the MNIST family (MNIST, Fashion-MNIST, KMNIST): four IDX files of unsigned
 * bytes in one directory, each plain or gzipped: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, or with
 * a dot before {@code idx}.
 *
 * <p>Classes are named by their numbers. Headers are checked against the size of the file before
 * anything is allocated.
 */
public final class IdxFiles {

  private static final String TRAIN = "train";
  private static final String TEST = "t10k";
  private static final List<String> ENDINGS = List.of("", ".gz");
  private static final int UNSIGNED_BYTE = 0x08;

  private IdxFiles() {}

  /**
   * Tells whether a directory holds training images in IDX form.
   *
   * @param directory the directory
   * @return true if it has a file of training images
   */
  public static boolean presentIn(Path directory) {
    return find(directory, TRAIN, "images", 3).isPresent();
  }

  /**
   * Reads the images of a directory.
   *
   * @param directory where the files are
   * @return the images; the test images are absent if the directory has neither of their files
   * @throws NoSuchFileException if a file is missing
   * @throws IOException if a file cannot be read or is not what its name says; the message names
   *     the file and what was found in it
   */
  public static ImageSet read(Path directory) throws IOException {
    Part train = readPart(directory, TRAIN);
    boolean hasTest =
        find(directory, TEST, "images", 3).isPresent()
            || find(directory, TEST, "labels", 1).isPresent();
    Optional<Part> test = hasTest ? Optional.of(readPart(directory, TEST)) : Optional.empty();
    boolean[] used = new boolean[256];
    markLabels(train, used);
    test.ifPresent(part -> markLabels(part, used));
    String name = directory.toAbsolutePath().normalize().getFileName().toString();
    return new ImageSet(
        name,
        dataset(train, used, name + " train", directory),
        test.map(part -> dataset(part, used, name + " test", directory)));
  }

  private static Part readPart(Path directory, String prefix) throws IOException {
    Idx images = readIdx(require(directory, prefix, "images", 3), 3);
    Idx labels = readIdx(require(directory, prefix, "labels", 1), 1);
    if (images.count() != labels.count()) {
      throw new IOException(
          images.path()
              + " holds "
              + images.count()
              + " images, but "
              + labels.path()
              + " holds "
              + labels.count()
              + " labels.");
    }
    return new Part(images, labels);
  }

  private static Path require(Path directory, String prefix, String what, int dimensions)
      throws IOException {
    Optional<Path> found = find(directory, prefix, what, dimensions);
    if (found.isEmpty()) {
      throw new NoSuchFileException(
          directory.resolve(prefix + "-" + what + "-idx" + dimensions + "-ubyte").toString(),
          null,
          "neither this file nor its .gz is there");
    }
    return found.get();
  }

  private static Optional<Path> find(Path directory, String prefix, String what, int dimensions) {
    for (String separator : List.of("-", ".")) {
      for (String ending : ENDINGS) {
        Path path =
            directory.resolve(
                prefix + "-" + what + separator + "idx" + dimensions + "-ubyte" + ending);
        if (Files.isRegularFile(path)) {
          return Optional.of(path);
        }
      }
    }
    return Optional.empty();
  }

  private static Idx readIdx(Path path, int dimensions) throws IOException {
    try (DataFile file = DataFile.open(path)) {
      file.checkHolds(4 + 4 * dimensions, "an IDX header");
      ByteBuffer header = ByteBuffer.wrap(file.read(4 + 4 * dimensions));
      int magic = header.getInt();
      int expected = UNSIGNED_BYTE << 8 | dimensions;
      if (magic != expected) {
        throw new IOException(
            String.format(
                "%s starts with 0x%08x, but an IDX file of unsigned bytes in %d dimensions starts"
                    + " with 0x%08x.",
                path, magic, dimensions, expected));
      }
      int[] shape = new int[dimensions];
      long size = 1;
      for (int i = 0; i < dimensions; i++) {
        shape[i] = header.getInt();
        if (shape[i] < 1 || i > 0 && shape[i] > ImageFormat.MAX_SIDE) {
          throw new IOException(
              path
                  + " has the size "
                  + shape[i]
                  + " in dimension "
                  + i
                  + "; it must be from 1 to "
                  + (i == 0 ? Integer.MAX_VALUE : ImageFormat.MAX_SIDE)
                  + ".");
        }
        size *= shape[i];
      }
      file.checkHolds(size, claim(shape));
      if (size > Integer.MAX_VALUE - 8) {
        throw new IOException(path + " holds " + claim(shape) + ", more than fit one array.");
      }
      byte[] values = file.read((int) size);
      return new Idx(path, shape, values, file.finish());
    }
  }

  private static String claim(int[] shape) {
    return shape.length == 1
        ? shape[0] + " labels"
        : shape[0] + " images of " + shape[1] + "x" + shape[2];
  }

  private static void markLabels(Part part, boolean[] used) {
    for (byte label : part.labels().values()) {
      used[label & 0xff] = true;
    }
  }

  private static ImageDataset dataset(Part part, boolean[] used, String source, Path directory) {
    int[] numbers = new int[used.length];
    List<String> classes = new ArrayList<>();
    for (int label = 0; label < used.length; label++) {
      if (used[label]) {
        numbers[label] = classes.size();
        classes.add(Integer.toString(label));
      }
    }
    byte[] values = part.labels().values();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = numbers[values[i] & 0xff];
    }
    int[] shape = part.images().shape();
    ImageFormat format = ImageFormat.of(shape[1], shape[2], 1);
    return new ImageDataset(
        PackedImages.ofBytes(format, part.images().values(), labels, classes),
        new ImageProvenance(
            source, directory.toAbsolutePath().normalize().toString(), part.sha256(), format));
  }

  /** One file: its values, of shape {@code [count, height, width]} or {@code [count]}. */
  private record Idx(Path path, int[] shape, byte[] values, String sha256) {
    int count() {
      return shape[0];
    }
  }

  private record Part(Idx images, Idx labels) {
    Map<String, String> sha256() {
      return Map.of(
          images.path().getFileName().toString(), images.sha256(),
          labels.path().getFileName().toString(), labels.sha256());
    }
  }
}
