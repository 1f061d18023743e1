package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitDataSource.Part;
import java.util.Optional;

/**
 * The built-in image set: 1,797 handwritten digits of 8x8 pixels with values from 0 to 16.
 *
 * <p>Source: Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning
 * Repository, 1998; CC BY 4.0. The split is fixed, in file order: the first 1,297 images are for
 * training, the last 500 for the test.
 */
public final class DigitImages {

  /** The name of the set. */
  public static final String NAME = "digits";

  private DigitImages() {}

  /**
   * Reads the images from this library's own file.
   *
   * @return 1,297 train and 500 test images
   */
  public static ImageSet load() {
    return ImageSet.of(
        NAME, new DigitDataSource(Part.TRAIN), Optional.of(new DigitDataSource(Part.TEST)));
  }
}
