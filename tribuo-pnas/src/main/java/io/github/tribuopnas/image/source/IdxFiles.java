package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.file.SourcePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads image sets of the MNIST family (MNIST, Fashion-MNIST, KMNIST, EMNIST): four IDX files of
 * unsigned bytes in one directory, each plain or gzipped: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, or with
 * a dot before {@code idx}, {@code test} for {@code t10k}, or the name of the set before it all.
 */
public final class IdxFiles {

  /** Before it may stand the name of the set, as of EMNIST's; the labels may be whole numbers. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(|.+[-_.])(train|t10k|test)-(images[-.]idx3|labels[-.]idx1)-(ubyte|int|short)"
              + "(\\.gz)?");

  private static final String TRAIN = "train";

  private IdxFiles() {}

  /**
   * Tells whether a directory holds training images in IDX form.
   *
   * @param directory the directory
   * @return true if it has a file of training images
   * @throws IOException if the directory cannot be listed
   */
  public static boolean presentIn(Path directory) throws IOException {
    return !sets(directory).isEmpty();
  }

  /**
   * Reads the images of a directory.
   *
   * @param directory where the files are
   * @return the images; the test images are absent if the directory has neither of their files
   * @throws NoSuchFileException if a file is missing
   * @throws IOException if a file cannot be read or is not what its name says, or the directory
   *     holds several sets; the message names the file and what was found in it
   */
  public static ImageSet read(Path directory) throws IOException {
    List<String> sets = sets(directory);
    if (sets.size() > 1) {
      throw new IOException(
          directory
              + " holds several sets, of files whose names begin with "
              + String.join(", ", sets)
              + ": give a directory with the files of one");
    }
    String set = sets.isEmpty() ? "" : sets.get(0);
    ImageDataSource train = part(directory, set, TRAIN);
    for (String part : List.of("t10k", "test")) {
      boolean present =
          find(directory, set, part, "images").isPresent()
              || find(directory, set, part, "labels").isPresent();
      if (present) {
        return ImageSet.of(
            SourcePaths.name(directory), train, Optional.of(part(directory, set, part)));
      }
    }
    return ImageSet.of(SourcePaths.name(directory), train, Optional.empty());
  }

  /** Returns what stands before the names of files of training images. */
  private static List<String> sets(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(name -> name.matches() && isPart(name, TRAIN, "images"))
          .map(name -> name.group(1))
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static boolean isPart(Matcher name, String part, String what) {
    return name.group(2).equalsIgnoreCase(part)
        && name.group(3).toLowerCase(Locale.ROOT).startsWith(what);
  }

  private static ImageDataSource part(Path directory, String set, String part) throws IOException {
    return new IdxImageDataSource(
        require(directory, set, part, "images"), require(directory, set, part, "labels"));
  }

  private static Path require(Path directory, String set, String part, String what)
      throws IOException {
    Optional<Path> found = find(directory, set, part, what);
    if (found.isEmpty()) {
      String form = what.equals("images") ? "-idx3-ubyte" : "-idx1-ubyte";
      throw new NoSuchFileException(
          directory.resolve(set + part + "-" + what + form).toString(),
          null,
          "neither this file nor its .gz is there");
    }
    return SourcePaths.inside(directory, found.get());
  }

  /** Returns the file of a part, the plain one before its gzipped copy. */
  private static Optional<Path> find(Path directory, String set, String part, String what)
      throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(
              file -> {
                Matcher name = NAME.matcher(file.getFileName().toString());
                return name.matches()
                    && name.group(1).equals(set)
                    && isPart(name, part, what)
                    && Files.isRegularFile(file);
              })
          .min(Comparator.naturalOrder());
    }
  }
}
