package io.github.tribuopnas.image.csv;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.file.SourcePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a CSV file of pixels, or a directory with {@code train.csv} and perhaps {@code
 * validation.csv} and {@code test.csv}, whose labels stand in the same column.
 */
public final class CsvFiles {

  private CsvFiles() {}

  /**
   * Returns whether a path holds images in CSV form.
   *
   * @param path a file or a directory
   * @return whether it is such a file, or has a {@code train.csv}
   */
  public static boolean presentIn(Path path) {
    return train(path).isPresent();
  }

  /**
   * Reads the images.
   *
   * @param path where {@link #presentIn} found some
   * @param wanted the format; empty for the one that the values suggest
   * @param reading how the file is read where it leaves a choice
   * @return the images
   * @throws IOException if a file cannot be read or is ambiguous; the message names it
   */
  public static ImageSet read(Path path, Optional<ImageFormat> wanted, CsvReading reading)
      throws IOException {
    Path train = train(path).orElseThrow();
    if (Files.isDirectory(path)) {
      SourcePaths.inside(path, train);
    }
    CsvLayout layout = CsvLayout.of(train, reading);
    ImageFormat format = wanted.isPresent() ? wanted.get() : layout.format();
    CsvReading sameColumn = reading.withLabelColumn(layout.labelColumn());
    CsvImageDataSource source = new CsvImageDataSource(train, format, sameColumn);
    if (!Files.isDirectory(path)) {
      return ImageSet.of(SourcePaths.name(path), source, Optional.empty());
    }
    return ImageSet.of(
        SourcePaths.name(path),
        source,
        part(path, List.of("validation.csv", "valid.csv", "val.csv"), source, sameColumn),
        part(path, List.of("test.csv"), source, sameColumn));
  }

  private static Optional<ImageDataSource> part(
      Path folder, List<String> names, CsvImageDataSource train, CsvReading reading)
      throws IOException {
    Optional<Path> file = find(folder, names);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    CsvImageDataSource source =
        new CsvImageDataSource(
            SourcePaths.inside(folder, file.get()), train.images().format(), reading);
    boolean comparable = !source.columnNames().isEmpty() && !train.columnNames().isEmpty();
    if (comparable && !source.columnNames().equals(train.columnNames())) {
      throw new IOException(
          file.get() + " names other columns than the training file, or in another order");
    }
    return Optional.of(source);
  }

  private static Optional<Path> find(Path directory, List<String> names) {
    return SourcePaths.find(
        directory, names.stream().flatMap(name -> List.of(name, name + ".gz").stream()).toList());
  }

  private static Optional<Path> train(Path path) {
    if (Files.isDirectory(path)) {
      return find(path, List.of("train.csv"));
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".csv") || name.endsWith(".csv.gz");
    return named && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }
}
