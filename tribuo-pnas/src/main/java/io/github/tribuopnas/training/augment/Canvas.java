package io.github.tribuopnas.training.augment;

/** An image that augmentations move, wherever its pixels are. */
public interface Canvas {

  /**
   * Returns the height.
   *
   * @return in pixels
   */
  int height();

  /**
   * Returns the width.
   *
   * @return in pixels
   */
  int width();

  /**
   * Moves the image up and left; what comes in from outside is black.
   *
   * @param down pixels up; down if negative
   * @param right pixels left; right if negative
   */
  void move(int down, int right);

  /** Mirrors the image from left to right. */
  void mirror();

  /**
   * Grays out a rectangle: its values become the mean of the training set.
   *
   * @param top its first row, at least 0
   * @param bottom the row after its last, at most the height
   * @param left its first column, at least 0
   * @param right the column after its last, at most the width
   */
  void gray(int top, int bottom, int left, int right);
}
