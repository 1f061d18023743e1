package io.github.tribuopnas.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of images: those to search and train with, and those to test the winner with.
 *
 * @param name a short name, fit for a file name
 * @param train the images to search and train with
 * @param test the images that no choice may depend on, with the same classes and format; absent if
 *     the source has none
 * @param unreadable a line for each image that was left out because it could not be read
 */
public record ImageSet(
    String name, ImageDataset train, Optional<ImageDataset> test, List<String> unreadable) {

  /**
   * Checks that both parts fit each other.
   *
   * @param name a short name, fit for a file name
   * @param train the images to search and train with
   * @param test the images that no choice may depend on
   * @param unreadable a line for each image that was left out
   * @throws IllegalArgumentException if their formats or classes differ
   */
  public ImageSet {
    Objects.requireNonNull(name, "name");
    unreadable = List.copyOf(unreadable);
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
   * Joins what two sources have read: both parts know the classes of both.
   *
   * @param name a short name, fit for a file name
   * @param train the images to search and train with
   * @param test the images to test with, if there are any
   * @return the set
   * @throws IllegalArgumentException if the formats differ
   */
  public static ImageSet of(String name, ImageDataSource train, Optional<ImageDataSource> test) {
    List<String> classes = new ArrayList<>(train.images().classes());
    test.ifPresent(
        source ->
            source.images().classes().stream()
                .filter(label -> !classes.contains(label))
                .forEach(classes::add));
    List<String> unreadable = new ArrayList<>(train.unreadable());
    test.map(ImageDataSource::unreadable).ifPresent(unreadable::addAll);
    return new ImageSet(
        name, dataset(train, classes), test.map(source -> dataset(source, classes)), unreadable);
  }

  private static ImageDataset dataset(ImageDataSource source, List<String> classes) {
    return new ImageDataset(source.images().withClasses(classes), source.getProvenance());
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
