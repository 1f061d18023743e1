package io.github.tribuopnas.network;

import io.github.tribuopnas.base.Require;

/**
 * What stands before the cells of a network. The CIFAR stem may have a stride, which makes all
 * cells work on fewer pixels.
 */
public enum Stem {
  /**
   * A 3x3 convolution, its width filters x stem multiplier. With a stride of 4 it is 5x5, so that
   * every pixel is read.
   */
  CIFAR(2, 8),
  /**
   * A 3x3 convolution of stride 2 without padding, 32 x stem multiplier wide, and two cells of
   * stride 2 with a quarter and half of the filters.
   */
  IMAGENET(5, 19);

  private final int halvings;
  private final int leastSide;

  Stem(int halvings, int leastSide) {
    this.halvings = halvings;
    this.leastSide = leastSide;
  }

  /**
   * Returns how often a network with this stem halves its images.
   *
   * @param stride the stride of the stem, 1, 2 or 4
   * @return the number of halvings on the way to the classifier
   */
  public int halvings(int stride) {
    return halvings + stride / 2;
  }

  /**
   * Returns the least height and width of images. With {@link #IMAGENET} the last reduction then
   * still has two pixels to make one of (19, 9, 5, 3, 2, 1); with {@link #CIFAR} two by two are
   * left for the classifier to pool (8, 4, 2; with a stride of 2: 9, 5, 3, 2; of 4: 17, 5, 3, 2).
   *
   * @param stride the stride of the stem, 1, 2 or 4
   * @return in pixels
   */
  public int leastSide(int stride) {
    return stride == 1 ? leastSide : (1 << halvings(stride)) + 1;
  }

  /**
   * Checks the stride of a stem.
   *
   * @param stride 1, 2 or 4; 1 alone with {@link #IMAGENET}
   * @throws IllegalArgumentException if the stem cannot have it
   */
  public void checkStride(int stride) {
    boolean isOne = stride == 1;
    if (this == IMAGENET) {
      Require.that(isOne, "stem stride", stride, "1 with the ImageNet stem, which has its own");
    }
    Require.that(isOne || stride == 2 || stride == 4, "stem stride", stride, "1, 2 and 4");
  }
}
