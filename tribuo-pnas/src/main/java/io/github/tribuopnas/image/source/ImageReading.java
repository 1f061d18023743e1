package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.ImageFit;
import java.io.IOException;
import java.util.Optional;

/**
 * How images are to be read where a source leaves a choice.
 *
 * @param format the format wanted; if absent, that of the first image of the source
 * @param fit what to do with pictures of another size
 */
public record ImageReading(Optional<ImageFormat> format, ImageFit fit) {

  /**
   * Takes images as they are: all of them must have the size of the first.
   *
   * @return the choice
   */
  public static ImageReading asTheyAre() {
    return new ImageReading(Optional.empty(), ImageFit.EXACT);
  }

  /**
   * Brings all images to one size.
   *
   * @param format the format wanted; one channel gives grey, three give RGB
   * @param fit what to do with pictures of another size
   * @return the choice
   */
  public static ImageReading as(ImageFormat format, ImageFit fit) {
    return new ImageReading(Optional.of(format), fit);
  }

  /** Refuses a set of a fixed size if another size is wanted. */
  ImageSet checked(ImageSet set) throws IOException {
    if (format.isPresent() && !format.get().size().equals(set.format().size())) {
      throw new IOException(
          "The images of "
              + set.name()
              + " are "
              + set.format().size()
              + "; they cannot be read as "
              + format.get().size()
              + ".");
    }
    return set;
  }
}
