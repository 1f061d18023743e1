package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.ImageFit;
import java.io.IOException;
import java.util.Optional;

/**
 * How images are to be read where a source leaves a choice.
 *
 * @param format the format wanted; if absent, that of the source
 * @param fit what to do with pictures of another size
 * @param background what shows through transparent pictures
 * @param csv how CSV files are understood
 */
public record ImageReading(
    Optional<ImageFormat> format, ImageFit fit, Background background, CsvReading csv) {

  /**
   * Takes images as they are: nearly all of them must have one size.
   *
   * @return the choice
   */
  public static ImageReading asTheyAre() {
    return new ImageReading(Optional.empty(), ImageFit.EXACT, Background.WHITE, CsvReading.AUTO);
  }

  /**
   * Brings all images to one size.
   *
   * @param format the format wanted; one channel gives gray, three give RGB
   * @param fit what to do with pictures of another size
   * @return the choice
   */
  public static ImageReading as(ImageFormat format, ImageFit fit) {
    return new ImageReading(Optional.of(format), fit, Background.WHITE, CsvReading.AUTO);
  }

  /**
   * Lays transparent pictures on another color.
   *
   * @param newBackground the color
   * @return the same choices but for this
   */
  public ImageReading withBackground(Background newBackground) {
    return new ImageReading(format, fit, newBackground, csv);
  }

  /**
   * Understands CSV files in a stated way.
   *
   * @param newCsv how they are laid out
   * @return the same choices but for this
   */
  public ImageReading withCsv(CsvReading newCsv) {
    return new ImageReading(format, fit, background, newCsv);
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
