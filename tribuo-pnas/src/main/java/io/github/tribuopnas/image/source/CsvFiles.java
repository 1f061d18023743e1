package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.CsvImageDataSource.LabelColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a CSV file of pixels, or a directory with {@code train.csv} and {@code test.csv}. */
final class CsvFiles {

  private CsvFiles() {}

  static boolean presentIn(Path path) {
    return train(path).isPresent();
  }

  static ImageSet read(Path path, ImageReading reading) throws IOException {
    Path train = train(path).orElseThrow();
    if (Files.isDirectory(path)) {
      SourcePaths.inside(path, train);
    }
    CsvShape shape = CsvShape.of(train);
    ImageFormat format = reading.format().isPresent() ? reading.format().get() : shape.format();
    LabelColumn column = shape.labelColumn();
    ImageDataSource trainSource = new CsvImageDataSource(train, format, column);
    Optional<ImageDataSource> testSource = Optional.empty();
    if (Files.isDirectory(path)) {
      Optional<Path> test = SourcePaths.find(path, List.of("test.csv", "test.csv.gz"));
      if (test.isPresent()) {
        testSource =
            Optional.of(
                new CsvImageDataSource(SourcePaths.inside(path, test.get()), format, column));
      }
    }
    return ImageSet.of(SourcePaths.name(path), trainSource, testSource);
  }

  private static Optional<Path> train(Path path) {
    if (Files.isDirectory(path)) {
      return SourcePaths.find(path, List.of("train.csv", "train.csv.gz"));
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".csv") || name.endsWith(".csv.gz");
    return named && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }
}
