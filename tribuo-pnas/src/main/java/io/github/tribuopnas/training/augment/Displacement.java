package io.github.tribuopnas.training.augment;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An augmentation that makes no new values but black and gray ones, so that it can be applied to
 * images that are not in this program's memory.
 */
public interface Displacement extends Augmentation {

  /**
   * Changes an image.
   *
   * @param canvas the image
   * @param random where the change comes from; the same numbers are drawn whatever the canvas
   */
  void change(Canvas canvas, RandomGenerator random);

  @Override
  default void apply(WorkingImage image, RandomGenerator random) {
    change(image, random);
  }

  /**
   * Returns how many rectangles it grays out in each image.
   *
   * @return usually 0
   */
  default int grays() {
    return 0;
  }

  /**
   * Returns augmentations as displacements that a {@link Placement} takes.
   *
   * @param augmentations those of a recipe
   * @return the same, in their order; empty if one of them is something else, or if they gray out
   *     more than one rectangle
   */
  static Optional<List<Displacement>> all(List<Augmentation> augmentations) {
    List<Displacement> displacements =
        augmentations.stream()
            .filter(Displacement.class::isInstance)
            .map(Displacement.class::cast)
            .toList();
    boolean areAll = displacements.size() == augmentations.size();
    return areAll && displacements.stream().mapToInt(Displacement::grays).sum() <= 1
        ? Optional.of(displacements)
        : Optional.empty();
  }
}
