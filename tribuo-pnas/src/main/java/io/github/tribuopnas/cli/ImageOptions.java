package io.github.tribuopnas.cli;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.csv.CsvReading;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import io.github.tribuopnas.onnx.model.UserCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run about its images and its directory. */
final class ImageOptions {

  private static final String OFF = "off";

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Folders of pictures, IDX, CIFAR or CSV files, or one of fashion-mnist, mnist and"
              + " cifar10, downloaded once. By default the built-in handwritten digits.")
  private @Nullable Path data;

  @Option(
      names = "--image",
      paramLabel = "HxWxC",
      description =
          "Scale pictures in folders to this height, width and number of channels (1 is gray, 3"
              + " is RGB). By default a search chooses a size, and train takes the pictures as they"
              + " are.")
  private @Nullable String image;

  @Option(
      names = "--fit",
      paramLabel = "crop|stretch",
      description =
          "How pictures of other proportions are fitted: crop cuts off their margins, stretch"
              + " distorts them.")
  private String fit = "crop";

  @Option(
      names = "--background",
      paramLabel = "COLOR",
      description =
          "What shows through transparent pictures: white, black or red, green and blue as"
              + " #rrggbb.")
  private String background = "white";

  @Option(
      names = "--label-column",
      paramLabel = "NAME|N",
      description =
          "The column of a CSV file that holds the labels: its name, its number from 1, first or"
              + " last. By default it is found by names and values.")
  private String labelColumn = CsvReading.AUTO_COLUMN;

  @Option(
      names = "--header",
      paramLabel = "auto|yes|no",
      description = "Whether the first line of a CSV file holds the names of the columns.")
  private String header = "auto";

  @Option(
      names = "--test",
      paramLabel = "FORM",
      converter = TestImages.Converter.class,
      description =
          "What the finished model is measured on, if the data has no test images: a fraction of"
              + " each class that is set aside, where 0 measures nothing; or crossed(FOLDS), each"
              + " image by a network like the model's that was trained without its part of FOLDS;"
              + " or auto, a tenth, or crossed(5) of fewer than 300 images. Or the path of test"
              + " images, which are taken in any case.")
  private TestImages test = new TestImages(TestImages.AUTO);

  @Option(
      names = "--train-limit",
      paramLabel = "N",
      description =
          "Take only N training images, of each class in proportion to its size; 0 takes all.")
  private int trainLimit;

  @Option(
      names = "--cache",
      paramLabel = "DIR|off",
      description =
          "Where the decoded pictures of large folders are kept. They are used again while the"
              + " files have the same names, sizes and times. off keeps none. By default in the"
              + " user's cache.")
  private @Nullable String cache;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. By default runs/NAME-DATE.")
  private @Nullable Path out;

  /** Returns whether the built-in digits are taken. */
  boolean areBuiltIn() {
    return data == null;
  }

  /**
   * Reads the images as they are, or in the size that was asked for.
   *
   * @param progress shows how a download goes
   */
  ImageSet read(DownloadListener progress) throws IOException {
    return read(progress, ImageReading::asTheyAre);
  }

  /**
   * Reads the images in the size that was asked for, or one that is chosen.
   *
   * @param progress shows how a download goes
   * @param side the shorter side that larger pictures are brought to
   */
  ImageSet read(DownloadListener progress, int side) throws IOException {
    return read(progress, () -> ImageReading.chosen(side, fit()));
  }

  private ImageSet read(DownloadListener progress, Supplier<ImageReading> unsized)
      throws IOException {
    if (data == null) {
      return DigitImages.load();
    }
    String size = image;
    Supplier<ImageReading> reading =
        size == null
            ? unsized
            : () -> ImageReading.as(ImageFormat.of(ImageShape.parse(size)), fit());
    return ImageSource.locate(data, progress).read(completed(reading));
  }

  private ImageReading completed(Supplier<ImageReading> reading) {
    try {
      return reading
          .get()
          .withBackground(Background.parse(background))
          .withCsv(new CsvReading(labelColumn, header()))
          .withCache(cache());
    } catch (IllegalArgumentException e) {
      throw new PropertyException("", "images", e.getMessage());
    }
  }

  /** Returns where pictures are kept; empty for nowhere. */
  private Optional<Path> cache() {
    return OFF.equals(cache)
        ? Optional.empty()
        : Optional.of(cache == null ? UserCache.directory().resolve("pictures") : Path.of(cache));
  }

  private CsvReading.Header header() {
    return CsvReading.Header.parse(header);
  }

  private ImageFit fit() {
    return ImageFit.parseResizing(fit);
  }

  /**
   * Provides test images where the set has none.
   *
   * @param images what was read
   * @param seed the seed of the choice of images
   * @param messages told how many are set aside
   * @return the set with the test images that were asked for
   * @throws IOException if images at another path cannot be read
   */
  ImageSet withTest(ImageSet images, long seed, PrintWriter messages) throws IOException {
    ImageReading same = completed(() -> ImageReading.as(images.format(), fit()));
    ImageSet complete = test.addTo(images, same, seed);
    test.notice(images, complete).ifPresent(messages::println);
    messages.flush();
    return complete;
  }

  /**
   * Returns in how many parts the images are crossed to measure the finished model.
   *
   * @param images those that are trained on, with the test images that were asked for
   * @return at least 2, or 0 if they are not crossed
   */
  int folds(ImageSet images) {
    return test.folds(images);
  }

  /**
   * Takes as many of the training images as were asked for.
   *
   * @param images all of them
   * @param seed the seed of the choice
   * @return the same validation and test images with fewer to train on
   * @throws PropertyException if there are fewer than two for each class
   */
  ImageSet limit(ImageSet images, long seed) {
    if (trainLimit == 0) {
      return images;
    }
    ImageDataset training = images.train();
    int least = 2 * training.getOutputInfo().size();
    if (trainLimit < least) {
      throw new PropertyException(
          "",
          "train-limit",
          "--train-limit is "
              + trainLimit
              + "; allowed are 0 for all and numbers from "
              + least
              + ", two for each class");
    }
    return images.withTrain(training.limit(trainLimit, seed));
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
