package io.github.tribuopnas.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of images: those to train on, those to choose the winner by, and those to test it with. All
 * have the same classes and format.
 *
 * @param name a short name, fit for a file name
 * @param train the images to train on, and to choose by if there are none for validation
 * @param validation the images to choose by; absent if the source leaves the choice to the search
 * @param test the images that no choice may depend on; absent if the source has none
 * @param unreadable a line for each image that was left out because it could not be read
 * @param remarks lines about how the images were understood, and what is strange about them
 */
public record ImageSet(
    String name,
    ImageDataset train,
    Optional<ImageDataset> validation,
    Optional<ImageDataset> test,
    List<String> unreadable,
    List<String> remarks) {

  /**
   * Checks that the parts fit each other.
   *
   * @param name a short name, fit for a file name
   * @param train the images to train on
   * @param validation the images to choose by
   * @param test the images that no choice may depend on
   * @param unreadable a line for each image that was left out
   * @param remarks lines about how the images were understood
   * @throws IllegalArgumentException if formats or classes differ
   */
  public ImageSet {
    Objects.requireNonNull(name, "name");
    unreadable = List.copyOf(unreadable);
    remarks = List.copyOf(remarks);
    ImageDataset training = train;
    validation.ifPresent(other -> checkFits("validation", other, training));
    test.ifPresent(other -> checkFits("test", other, training));
  }

  private static void checkFits(String part, ImageDataset images, ImageDataset train) {
    if (!images.format().equals(train.format())) {
      throw new IllegalArgumentException(
          "the train images are of "
              + train.format()
              + ", the "
              + part
              + " images of "
              + images.format());
    }
    if (!images.images().classes().equals(train.images().classes())) {
      throw new IllegalArgumentException(
          "the train and the " + part + " images have different classes");
    }
  }

  /**
   * Joins what two sources have read, without images for validation.
   *
   * @param name a short name, fit for a file name
   * @param train the images to train on
   * @param test the images to test with, if there are any
   * @return the set
   * @throws IllegalArgumentException if the formats differ, or a test image is of a class of which
   *     there are none to train on
   */
  public static ImageSet of(String name, ImageDataSource train, Optional<ImageDataSource> test) {
    return of(name, train, Optional.empty(), test);
  }

  /**
   * Joins what sources have read: all parts have the classes of the images to train on. Pictures
   * that are in two parts, or twice in one that will be split, are counted in the remarks.
   *
   * @param name a short name, fit for a file name
   * @param train the images to train on
   * @param validation the images to choose by, if there are any
   * @param test the images to test with, if there are any
   * @return the set
   * @throws IllegalArgumentException if the formats differ, or a part has a class of which there
   *     are no images to train on
   */
  public static ImageSet of(
      String name,
      ImageDataSource train,
      Optional<ImageDataSource> validation,
      Optional<ImageDataSource> test) {
    validation.ifPresent(part -> checkClasses("validation", part.images(), train.images()));
    test.ifPresent(part -> checkClasses("test", part.images(), train.images()));
    List<ImageDataSource> sources =
        Stream.of(Optional.of(train), validation, test).flatMap(Optional::stream).toList();
    List<String> unreadable = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (ImageDataSource source : sources) {
      unreadable.addAll(source.unreadable());
      remarks.addAll(source.remarks());
    }
    remarks.addAll(
        ImageCopies.remarks(
            train.images(),
            validation.map(ImageDataSource::images),
            test.map(ImageDataSource::images)));
    List<String> classes = train.images().classes();
    return new ImageSet(
        name,
        dataset(train, classes),
        validation.map(source -> dataset(source, classes)),
        test.map(source -> dataset(source, classes)),
        unreadable,
        remarks);
  }

  /** No model knows a class that it was not trained on, which would be told after the search. */
  private static void checkClasses(String part, PackedImages images, PackedImages train) {
    Set<String> known = Set.copyOf(train.withoutEmptyClasses().classes());
    for (String name : images.withoutEmptyClasses().classes()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "the "
                + part
                + " images have the class '"
                + name
                + "', of which there are no train images");
      }
    }
  }

  private static ImageDataset dataset(ImageDataSource source, List<String> classes) {
    return new ImageDataset(source.images().withClasses(classes), source.getProvenance());
  }

  /**
   * Adds remarks.
   *
   * @param more further human-readable lines
   * @return the same images with the further lines before those that are there
   */
  public ImageSet withRemarks(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(remarks);
    return new ImageSet(name, train, validation, test, unreadable, all);
  }

  /**
   * Replaces the images to train on, as by fewer of them.
   *
   * @param newTrain the images to train on
   * @return the same set otherwise
   */
  public ImageSet withTrain(ImageDataset newTrain) {
    return new ImageSet(name, newTrain, validation, test, unreadable, remarks);
  }

  /**
   * Sets some of the images to train on aside as test images, from each class the same fraction.
   *
   * @param fraction how much of each class is set aside, above 0 and below 1
   * @param seed the seed of the choice
   * @return the same set with fewer images to train on, and with these test images
   * @throws IllegalArgumentException if the fraction is not allowed, or no class has enough images
   */
  public ImageSet withTestFraction(double fraction, long seed) {
    return withTest(train.part(fraction, seed, SplitPart.TEST))
        .withTrain(train.part(fraction, seed, SplitPart.TRAIN));
  }

  /**
   * Replaces the test images.
   *
   * @param newTest the images that no choice may depend on
   * @return the same set otherwise
   */
  public ImageSet withTest(ImageDataset newTest) {
    return new ImageSet(name, train, validation, Optional.of(newTest), unreadable, remarks);
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
