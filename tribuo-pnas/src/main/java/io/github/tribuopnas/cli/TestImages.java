package io.github.tribuopnas.cli;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.cli.run.KeptText;
import io.github.tribuopnas.evaluation.StandardError;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What a finished model is measured on: a fraction of the images that is set aside, images at a
 * path, or all of them by crossed validation.
 *
 * @param text the choice as it is kept, a path absolute
 */
record TestImages(String text) implements KeptText {

  /** A tenth, or crossed validation where that is too few to tell anything. */
  static final String AUTO = "auto";

  /** Reads the choice on a command line. */
  static final class Converter implements ITypeConverter<TestImages> {

    @Override
    public TestImages convert(String text) {
      return parse(text);
    }
  }

  /** Of fewer images, a tenth is so few that chance decides what it tells. */
  private static final int FEW = 300;

  private static final int USUAL_FOLDS = 5;
  private static final double USUAL_FRACTION = 0.1;

  /** For smaller sets, the message tells how imprecise a tenth of them is. */
  private static final int SMALL = 500;

  /** The accuracy for which the precision of a measurement is estimated. */
  private static final double USUAL_ACCURACY = 0.8;

  /** Classes that a line names. */
  private static final int SHOWN = 3;

  private static final String CROSSED = "crossed";

  /** The choices that have a name, as numbers of folds; 0 for a number that follows the images. */
  private static final Registry<Integer> NAMED =
      Registry.<Integer>of("choice of test images")
          .with(AUTO, numbers -> 0)
          .with(
              CROSSED + "(FOLDS)",
              numbers ->
                  Require.atLeast(
                      "folds", Require.whole("folds", numbers[0], "whole numbers from 2"), 2));

  /**
   * Reads a choice.
   *
   * @param text {@code auto}, {@code crossed(FOLDS)}, a fraction from 0, which sets nothing aside,
   *     to below 1, or a path
   * @throws TypeConversionException if it is none of these
   */
  static TestImages parse(String text) {
    OptionalDouble fraction = number(text);
    if (fraction.isPresent()) {
      if (!(fraction.getAsDouble() >= 0 && fraction.getAsDouble() < 1)) {
        throw refused(text);
      }
      return new TestImages(text);
    }
    if (isNamed(text)) {
      try {
        NAMED.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return new TestImages(text);
    }
    if (!Files.exists(Path.of(text))) {
      throw refused(text);
    }
    return new TestImages(Path.of(text).toAbsolutePath().normalize().toString());
  }

  private static boolean isNamed(String text) {
    return text.equals(AUTO) || text.equals(CROSSED) || text.startsWith(CROSSED + "(");
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not allowed; allowed are auto, crossed(FOLDS), fractions from 0, which sets no"
            + " images aside, to below 1, and paths of images");
  }

  private static OptionalDouble number(String text) {
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Returns in how many parts the images are crossed.
   *
   * @param images the set
   * @return from 2 to the number of training images; 0 if they are not crossed, as those with test
   *     images never are
   * @throws IllegalArgumentException if there are fewer images than the parts that were asked for
   */
  int folds(ImageSet images) {
    int size = images.train().size();
    if (images.test().isPresent() || !isNamed(text)) {
      return 0;
    }
    int asked = NAMED.parse(text);
    if (asked == 0) {
      return size < FEW ? Math.min(USUAL_FOLDS, size) : 0;
    }
    return Require.range("the number of folds of --test", asked, 2, size);
  }

  /**
   * Provides a set with test images. Those that it has of its own stay, unless a path was given.
   *
   * @param images the set
   * @param reading how pictures at a path are read
   * @param seed the seed of the choice of images
   * @return the set with test images, if any were asked for and it is not crossed
   * @throws IOException if the images at the path cannot be read
   */
  ImageSet addTo(ImageSet images, ImageReading reading, long seed) throws IOException {
    OptionalDouble number = number(text);
    if (number.isEmpty() && !isNamed(text)) {
      ImageSet other = ImageSource.locate(Path.of(text), DownloadListener.NONE).read(reading);
      ImageDataset test = other.test().orElse(other.train());
      return images.withTest(test.withClasses(images.train().images().classes()));
    }
    double fraction = number.orElse(USUAL_FRACTION);
    return images.test().isPresent() || fraction == 0 || folds(images) > 0
        ? images
        : images.withTestFraction(fraction, Seeds.derive(seed, "test"));
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * Describes what the finished model is measured on.
   *
   * @param before the set as it was read
   * @param after the same set with the test images that were added
   * @return a human-readable line; empty if the set has test images of its own, or nothing is
   *     measured
   */
  Optional<String> notice(ImageSet before, ImageSet after) {
    int folds = folds(after);
    if (folds > 0) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "test: %s each of the %,d images is labeled by a network like the finished model's,"
                  + " trained on the %d of %d parts that it is not in (--test 0.1 sets a tenth"
                  + " aside instead)",
              text.equals(AUTO) ? "too few images to set some aside;" : "crossed;",
              after.train().size(),
              folds - 1,
              folds));
    }
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
                    "test: %,d of %,d images are set aside, and measure the finished model (--test"
                        + " 0 trains on them too)",
                    test,
                    before.train().size())
                + untested(before, after);
    return Optional.of(
        before.train().size() >= SMALL
            ? line
            : line
                + String.format(
                    Locale.ROOT,
                    "; so few measure roughly, with a standard error of about %.2f",
                    StandardError.of(USUAL_ACCURACY, test)));
  }

  /** Of classes that have too few images for a test, the figures tell nothing. */
  private static String untested(ImageSet before, ImageSet after) {
    PackedImages all = before.train().images();
    int[] counts = all.classCounts();
    int[] tested = after.test().orElseThrow().images().classCounts();
    List<String> missing =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] > 0 && tested[c] == 0)
            .mapToObj(c -> Printable.line(all.classes().get(c)))
            .toList();
    return missing.isEmpty()
        ? ""
        : "; of these classes there are too few for a test: "
            + missing.stream().limit(SHOWN).collect(Collectors.joining(", "))
            + (missing.size() > SHOWN ? ", ..." : "");
  }
}
