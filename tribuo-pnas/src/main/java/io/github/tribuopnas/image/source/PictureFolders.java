package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads class folders of pictures: those in {@code train} and in {@code test} (or {@code val}), or,
 * if there is no folder {@code train}, those in the folder itself, without test images.
 */
final class PictureFolders {

  private PictureFolders() {}

  static boolean presentIn(Path path) throws IOException {
    return ClassFolders.folders(trainFolder(path)).size() > 1;
  }

  static ImageSet read(Path path, ImageReading reading) throws IOException {
    Path train = SourcePaths.inside(path, trainFolder(path));
    ImageFormat format =
        reading.format().isPresent() ? reading.format().get() : formatOfFirst(train);
    ImageDataSource trainSource = new ImageFolderDataSource(train, format, reading.fit());
    Optional<ImageDataSource> testSource = Optional.empty();
    Optional<Path> test = train.equals(path) ? Optional.empty() : testFolder(path);
    if (test.isPresent()) {
      Path folder = SourcePaths.inside(path, test.get());
      testSource = Optional.of(new ImageFolderDataSource(folder, format, reading.fit()));
      checkClasses(trainSource, testSource.get(), folder);
    }
    return ImageSet.of(SourcePaths.name(path), trainSource, testSource);
  }

  private static Path trainFolder(Path path) {
    Path train = path.resolve("train");
    return Files.isDirectory(train) ? train : path;
  }

  private static Optional<Path> testFolder(Path path) {
    return List.of("test", "val").stream()
        .map(path::resolve)
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static ImageFormat formatOfFirst(Path train) throws IOException {
    ClassFolders classes = ClassFolders.of(train);
    Path first = classes.entries().get(0).path();
    classes.checkInside(first);
    return ImageFile.format(first);
  }

  /** A class of the test images alone is a slip of the pen, not something to test with. */
  private static void checkClasses(ImageDataSource train, ImageDataSource test, Path folder)
      throws IOException {
    for (String name : test.images().classes()) {
      if (!train.images().classes().contains(name)) {
        throw new IOException(
            folder + " has the class '" + name + "', of which there are no train images.");
      }
    }
  }
}
