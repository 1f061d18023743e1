package io.github.tribuopnas.image;

/** A part of images that were divided in two. */
public enum SplitPart {
  /** The images to train on, and to validate with. */
  TRAIN,
  /** The images that no choice may depend on. */
  TEST
}
