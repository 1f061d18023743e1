package io.github.tribuopnas.network;

/** What stands before the cells of a network. */
public enum Stem {
  /** A 3x3 convolution of stride 1; its width is filters x stem multiplier. */
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
   * @return the number of strided layers on the way to the classifier
   */
  public int halvings() {
    return halvings;
  }

  /**
   * Returns the least height and width of images. With {@link #IMAGENET} the last reduction then
   * still has two pixels to make one of (19, 9, 5, 3, 2, 1); with {@link #CIFAR} two by two are
   * left for the classifier to pool (8, 4, 2).
   *
   * @return in pixels
   */
  public int leastSide() {
    return leastSide;
  }
}
