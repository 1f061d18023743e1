package io.github.tribuopnas.data;

import java.util.Objects;
import java.util.Optional;

/**
 * A set of images: those to search and train with, and those to test the winner with.
 *
 * @param name a short name, fit for a file name
 * @param train the images to search and train with
 * @param test the images that no choice may depend on, with the same classes and format; absent if
 *     the source has none
 */
public record ImageSet(String name, ImageDataset train, Optional<ImageDataset> test) {

  /**
   * Checks that both parts fit each other.
   *
   * @throws IllegalArgumentException if their formats or classes differ
   */
  public ImageSet {
    Objects.requireNonNull(name, "name");
    test.ifPresent(
        other -> {
          if (!other.format().equals(train.format())) {
            throw new IllegalArgumentException(
                "The train images are of "
                    + train.format()
                    + ", the test images of "
                    + other.format()
                    + ".");
          }
          if (!other.images().classes().equals(train.images().classes())) {
            throw new IllegalArgumentException("Train and test images have different classes.");
          }
        });
  }

  /**
   * Returns the format of all images.
   *
   * @return the format
   */
  public ImageFormat format() {
    return train.format();
  }
}
