package io.github.tribuopnas.image;

/** One of the two parts that images are divided into. */
public enum SplitPart {
  /** The images to train on, and to validate with. */
  TRAIN,
  /** The images that no choice may depend on. */
  TEST
}
