package io.github.tribuopnas.cli;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.cli.run.KeptText;
import io.github.tribuopnas.evaluation.StandardError;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where the images come from that a finished model is measured on: a fraction that is set aside, or
 * a path.
 *
 * @param text the choice as it is kept, a path absolute
 */
record TestImages(String text) implements KeptText {

  /** Reads the choice on a command line. */
  static final class Converter implements ITypeConverter<TestImages> {

    @Override
    public TestImages convert(String text) {
      return parse(text);
    }
  }

  /** For smaller sets, the message tells how imprecise a tenth of them is. */
  private static final int SMALL = 500;

  /** The accuracy for which the precision of a measurement is estimated. */
  private static final double USUAL_ACCURACY = 0.8;

  /**
   * Reads a choice.
   *
   * @param text a fraction from 0, which sets nothing aside, to below 1, or a path
   * @throws TypeConversionException if it is neither
   */
  static TestImages parse(String text) {
    OptionalDouble fraction = number(text);
    if (fraction.isPresent()) {
      if (!(fraction.getAsDouble() >= 0 && fraction.getAsDouble() < 1)) {
        throw refused(text);
      }
      return new TestImages(text);
    }
    if (!Files.exists(Path.of(text))) {
      throw refused(text);
    }
    return new TestImages(Path.of(text).toAbsolutePath().normalize().toString());
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not allowed; allowed are fractions from 0, which sets no images aside, to below"
            + " 1, and paths of images");
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Provides a set with test images. Those that it has of its own stay, unless a path was given.
   *
   * @param images the set
   * @param reading how pictures at a path are read
   * @param seed the seed of the choice of images
   * @return the set with test images, if any were asked for
   * @throws IOException if the images at the path cannot be read
   */
  ImageSet addTo(ImageSet images, ImageReading reading, long seed) throws IOException {
    OptionalDouble fraction = number(text);
    if (fraction.isEmpty()) {
      ImageSet other = ImageSource.locate(Path.of(text), DownloadListener.NONE).read(reading);
      ImageDataset test = other.test().orElse(other.train());
      return images.withTest(test.withClasses(images.train().images().classes()));
    }
    return images.test().isPresent() || fraction.getAsDouble() == 0
        ? images
        : images.withTestFraction(fraction.getAsDouble(), Seeds.derive(seed, "test"));
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * Describes what was set aside.
   *
   * @param before the set as it was read
   * @param after the same set with test images
   * @return a human-readable line; empty if nothing was set aside
   */
  static Optional<String> notice(ImageSet before, ImageSet after) {
    if (before.test().isPresent() || after.test().isEmpty()) {
      return Optional.empty();
    }
    int test = after.test().orElseThrow().size();
    boolean own = before.train().size() == after.train().size();
    String line =
        own
            ? String.format(Locale.ROOT, "test: %,d images", test)
            : String.format(
                Locale.ROOT,
                "test: %,d of %,d images are set aside, and measure the finished model (--test 0"
                    + " trains on them too)",
                test,
                before.train().size());
    return Optional.of(
        before.train().size() >= SMALL
            ? line
            : line
                + String.format(
                    Locale.ROOT,
                    "; so few measure roughly, with a standard error of about %.2f",
                    StandardError.of(USUAL_ACCURACY, test)));
  }
}
