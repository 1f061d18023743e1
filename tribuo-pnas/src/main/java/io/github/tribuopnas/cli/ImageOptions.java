package io.github.tribuopnas.cli;

import io.github.tribuopnas.data.DigitImages;
import io.github.tribuopnas.data.ImageDataset;
import io.github.tribuopnas.data.ImageReading;
import io.github.tribuopnas.data.ImageSet;
import io.github.tribuopnas.data.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of a run about its images and its directory. */
final class ImageOptions {

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Folders of pictures, IDX, CIFAR or CSV files. By default the built-in handwritten"
              + " digits.")
  private Path data;

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description = "Takes only N training images, evenly from all classes; 0 takes all.")
  private int trainLimit;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. By default runs/NAME-DATE.")
  private Path out;

  /** Returns whether the built-in digits are taken. */
  boolean areBuiltIn() {
    return data == null;
  }

  ImageSet read() throws IOException {
    return data == null
        ? DigitImages.load()
        : ImageSource.detect(data).read(ImageReading.asTheyAre());
  }

  ImageDataset limit(ImageDataset training, long seed) {
    return trainLimit > 0 ? training.limit(trainLimit, seed) : training;
  }

  Path runDirectory(String name) {
    if (out != null) {
      return out;
    }
    String date =
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", name + "-" + date);
  }
}
