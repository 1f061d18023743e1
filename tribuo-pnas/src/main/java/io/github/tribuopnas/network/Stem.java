package io.github.tribuopnas.network;

/** What stands before the cells of a network. */
public enum Stem {
  /** A 3x3 convolution of stride 1; its width is filters x stem multiplier. */
  CIFAR,
  /**
   * A 3x3 convolution of stride 2 without padding, 32 x stem multiplier wide, and two cells of
   * stride 2 with a quarter and half of the filters.
   */
  IMAGENET
}
