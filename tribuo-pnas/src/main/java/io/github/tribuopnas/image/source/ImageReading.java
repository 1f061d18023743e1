package io.github.tribuopnas.image.source;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.csv.CsvReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How images are to be read where a source leaves a choice.
 *
 * @param format the format wanted; if absent, that of the source or one that is chosen
 * @param side where a format is chosen, the shorter side that larger pictures are brought to; 0 to
 *     choose none
 * @param fit what to do with pictures of another size
 * @param background what shows through transparent pictures
 * @param csv how CSV files are understood
 * @param cache where the decoded pictures of large folders are kept for the next time; empty to
 *     keep none
 */
public record ImageReading(
    Optional<ImageFormat> format,
    int side,
    ImageFit fit,
    Background background,
    CsvReading csv,
    Optional<Path> cache) {

  /**
   * Takes images as they are: nearly all of them must have one size.
   *
   * @return the choice
   */
  public static ImageReading asTheyAre() {
    return new ImageReading(
        Optional.empty(), 0, ImageFit.EXACT, Background.WHITE, CsvReading.AUTO, Optional.empty());
  }

  /**
   * Brings all images to one size.
   *
   * @param format the format wanted; one channel gives gray, three give RGB
   * @param fit what to do with pictures of another size
   * @return the choice
   */
  public static ImageReading as(ImageFormat format, ImageFit fit) {
    return new ImageReading(
        Optional.of(format), 0, fit, Background.WHITE, CsvReading.AUTO, Optional.empty());
  }

  /**
   * Chooses the size of pictures by themselves: their own if all have one that is at most twice the
   * side, or else one of their usual proportions. Other forms of images are taken as they are.
   *
   * @param side the shorter side that larger pictures are brought to, at least 1
   * @param fit what to do with pictures of another size
   * @return the choice
   */
  public static ImageReading chosen(int side, ImageFit fit) {
    return new ImageReading(
        Optional.empty(),
        Require.atLeast("the side of pictures", side, 1),
        fit,
        Background.WHITE,
        CsvReading.AUTO,
        Optional.empty());
  }

  /**
   * Lays transparent pictures on another color.
   *
   * @param newBackground the color
   * @return the same choices but for this
   */
  public ImageReading withBackground(Background newBackground) {
    return new ImageReading(format, side, fit, newBackground, csv, cache);
  }

  /**
   * Understands CSV files in a stated way.
   *
   * @param newCsv how they are laid out
   * @return the same choices but for this
   */
  public ImageReading withCsv(CsvReading newCsv) {
    return new ImageReading(format, side, fit, background, newCsv, cache);
  }

  /**
   * Keeps the decoded pictures of large folders for the next time.
   *
   * @param directory where they are kept; created if there is something to keep. Empty to keep none
   * @return the same choices but for this
   */
  public ImageReading withCache(Optional<Path> directory) {
    return new ImageReading(format, side, fit, background, csv, directory);
  }

  /** Refuses a set of a fixed size if another size is wanted. */
  ImageSet checked(ImageSet set) throws IOException {
    if (format.isPresent() && !format.get().shape().equals(set.format().shape())) {
      throw new IOException(
          "the images of "
              + set.name()
              + " are "
              + set.format().size()
              + "; they cannot be read as "
              + format.get().size());
    }
    return set;
  }
}
