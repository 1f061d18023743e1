package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.SplitFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The file of the images that executors map. Tasks carry its name only: that of a file that Spark
 * ships once to each executor, or an absolute path that all of them can read.
 */
final class SparkImages {

  private SparkImages() {}

  /** Lets Spark ship the images to each executor that runs a trial, and returns their name. */
  static String ship(JavaSparkContext context, ImageSplit images) {
    try {
      Path file = Files.createTempFile("pnas-", ".images");
      // Not before the driver ends: an executor that starts later fetches whatever was ever added.
      file.toFile().deleteOnExit();
      SplitFile.write(file, images);
      context.addFile(file.toString());
      return file.getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException("the images for Spark's executors cannot be written: " + e, e);
    }
  }

  /** Writes the images where all executors can read them, and returns their absolute path. */
  static String share(Path directory, ImageSplit images) {
    Path file =
        directory.toAbsolutePath().resolve("images-" + SplitFile.fingerprint(images) + ".packed");
    try {
      Files.createDirectories(directory);
      // The same images of an earlier search may be in use by its executors.
      if (!Files.exists(file)) {
        SplitFile.write(file, images);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the images for Spark's executors cannot be written: " + e, e);
    }
    return file.toString();
  }

  /** Maps the images on an executor. */
  static ImageSplit map(String name) throws IOException {
    return SplitFile.map(Path.of(SparkFiles.getRootDirectory()).resolve(name));
  }
}
