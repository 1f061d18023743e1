package io.github.tribuopnas.training.augment;

import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Applies a recipe's augmentations to one image after the other. */
public final class Augmenter {

  private final List<Augmentation> augmentations;
  private final PackedImages images;
  private final ChannelNormalization normalization;
  private final RandomGenerator random;
  private final WorkingImage image;

  /**
   * Prepares a random stream of augmented images.
   *
   * @param augmentations applied to each image in this order; with none, images are only normalized
   * @param images the images to draw from
   * @param normalization brings pixels to mean 0 and standard deviation 1 per channel
   * @param random the source of every random choice; used by this augmenter alone
   */
  public Augmenter(
      List<Augmentation> augmentations,
      PackedImages images,
      ChannelNormalization normalization,
      RandomGenerator random) {
    this.augmentations = augmentations;
    this.images = images;
    this.normalization = normalization;
    this.random = random;
    image = new WorkingImage(images.height(), images.width(), images.channels(), normalization);
  }

  /**
   * Appends a changed image.
   *
   * @param number the image's number
   * @param target takes {@code [height, width, channels]}
   */
  public void append(int number, FloatBuffer target) {
    if (augmentations.isEmpty()) {
      images.copyNormalized(number, normalization, target);
      return;
    }
    images.copyNormalized(number, normalization, image.target());
    for (Augmentation augmentation : augmentations) {
      augmentation.apply(image, random);
    }
    target.put(image.values());
  }
}
