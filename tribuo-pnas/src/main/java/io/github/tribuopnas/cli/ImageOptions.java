package io.github.tribuopnas.cli;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.image.source.DownloadListener;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import io.github.tribuopnas.image.source.NamedImages;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a run about its images and its directory. */
final class ImageOptions {

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Folders of pictures, IDX, CIFAR or CSV files, or one of fashion-mnist, mnist and cifar10,"
              + " downloaded once. By default the built-in handwritten digits.")
  private Path data;

  @Option(
      names = "--image",
      paramLabel = "HxWxC",
      description =
          "Brings pictures in folders to this height, width and channels (1 is grey, 3 is RGB). By"
              + " default all must be as the first.")
  private String image;

  @Option(
      names = "--fit",
      paramLabel = "crop|stretch",
      description =
          "With --image: cut the margins off where proportions differ, or change the proportions.")
  private String fit = "crop";

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

  /**
   * Reads the images.
   *
   * @param progress shows how a download goes
   */
  ImageSet read(DownloadListener progress) throws IOException {
    return data == null ? DigitImages.load() : source(progress).read(reading());
  }

  private ImageReading reading() {
    if (image == null) {
      return ImageReading.asTheyAre();
    }
    try {
      ImageShape extent = ImageShape.parse(image);
      return ImageReading.as(
          ImageFormat.of(extent.height(), extent.width(), extent.channels()), fit());
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", "image", e.getMessage());
    }
  }

  private ImageFit fit() {
    return switch (fit) {
      case "crop" -> ImageFit.CROP;
      case "stretch" -> ImageFit.STRETCH;
      default ->
          throw new IllegalArgumentException(
              "--fit is '" + fit + "'; allowed are crop and stretch");
    };
  }

  private ImageSource source(DownloadListener progress) throws IOException {
    Optional<NamedImages> named =
        Files.exists(data) ? Optional.empty() : NamedImages.find(data.toString());
    if (named.isEmpty()) {
      return ImageSource.detect(data);
    }
    try {
      return named.get().locate(NamedImages.defaultCache(), progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of " + data + " was interrupted");
    }
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
