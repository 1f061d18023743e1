package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.base.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A random change to a training image. An augmentation is a record whose text form is that of
 * {@link NamedArguments}. A new one is a record of its own and a line in {@link #ALL}.
 */
public interface Augmentation {

  /** The augmentations by the form in which they are written. */
  Registry<Augmentation> ALL =
      Registry.<Augmentation>of("augmentation")
          .with("crop(PADDING)", numbers -> new Crop((int) numbers[0]))
          .with("flip", numbers -> new Flip())
          .with("cutout(SIDE)", numbers -> new Cutout((int) numbers[0]));

  /**
   * Changes an image, allocating nothing.
   *
   * @param image the normalized image
   * @param random where the change comes from; shared by all augmentations of a run, in the order
   *     of the images
   */
  void apply(WorkingImage image, RandomGenerator random);

  /**
   * Returns the text form.
   *
   * @return what {@link #parse} reads
   */
  NamedArguments arguments();

  /**
   * Reads one augmentation.
   *
   * @param text {@code crop(PADDING)}, {@code flip} or {@code cutout(SIDE)}
   * @return the augmentation
   * @throws IllegalArgumentException if there is none of that name, or its numbers are wrong
   */
  static Augmentation parse(String text) {
    return ALL.parse(text);
  }

  /**
   * Reads several.
   *
   * @param text augmentations joined by {@code +} in the order they are applied, or {@code none}
   * @return the augmentations
   * @throws IllegalArgumentException if one cannot be read
   */
  static List<Augmentation> parseAll(String text) {
    List<Augmentation> augmentations = new ArrayList<>();
    if (!text.strip().equals("none")) {
      for (String part : text.split("\\+", -1)) {
        augmentations.add(parse(part));
      }
    }
    return augmentations;
  }

  /**
   * Writes several.
   *
   * @param augmentations the augmentations
   * @return what {@link #parseAll} reads
   */
  static String text(List<Augmentation> augmentations) {
    return augmentations.isEmpty()
        ? "none"
        : augmentations.stream()
            .map(augmentation -> augmentation.arguments().toString())
            .collect(Collectors.joining("+"));
  }
}
