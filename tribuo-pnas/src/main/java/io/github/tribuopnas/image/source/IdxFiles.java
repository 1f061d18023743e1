package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads image sets of the MNIST family (MNIST, Fashion-MNIST, KMNIST): four IDX files of unsigned
 * bytes in one directory, each plain or gzipped: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, or with
 * a dot before {@code idx}.
 */
public final class IdxFiles {

  private static final String TRAIN = "train";
  private static final String TEST = "t10k";

  private IdxFiles() {}

  /**
   * Tells whether a directory holds training images in IDX form.
   *
   * @param directory the directory
   * @return true if it has a file of training images
   */
  public static boolean presentIn(Path directory) {
    return find(directory, TRAIN, "images-idx3").isPresent();
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
    boolean hasTest =
        find(directory, TEST, "images-idx3").isPresent()
            || find(directory, TEST, "labels-idx1").isPresent();
    ImageDataSource train = part(directory, TRAIN);
    Optional<ImageDataSource> test =
        hasTest ? Optional.of(part(directory, TEST)) : Optional.empty();
    return ImageSet.of(SourcePaths.name(directory), train, test);
  }

  private static ImageDataSource part(Path directory, String prefix) throws IOException {
    return new IdxImageDataSource(
        require(directory, prefix, "images-idx3"), require(directory, prefix, "labels-idx1"));
  }

  private static Path require(Path directory, String prefix, String what) throws IOException {
    Optional<Path> found = find(directory, prefix, what);
    if (found.isEmpty()) {
      throw new NoSuchFileException(
          directory.resolve(prefix + "-" + what + "-ubyte").toString(),
          null,
          "neither this file nor its .gz is there");
    }
    return SourcePaths.inside(directory, found.get());
  }

  private static Optional<Path> find(Path directory, String prefix, String what) {
    String dashed = prefix + "-" + what + "-ubyte";
    String dotted = prefix + "-" + what.replace('-', '.') + "-ubyte";
    return SourcePaths.find(directory, List.of(dashed, dashed + ".gz", dotted, dotted + ".gz"));
  }
}
