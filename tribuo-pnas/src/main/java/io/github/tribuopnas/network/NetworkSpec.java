package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.util.Objects;

/**
 * All that determines a network but its weights (PNAS, section 3.2): a stem, 3N cells of which the
 * first of the second and of the third group halve the size and double the filters, global average
 * pooling and a classifier.
 *
 * @param cell the cell that is stacked
 * @param concatenation which blocks a cell concatenates
 * @param stem what stands before the cells
 * @param repeats N, cells in each of the three groups, at least 1
 * @param filters F, channels of a block in the first group, at least 1
 * @param stemMultiplier widens the stem's convolution, see {@link Stem}; at least 1
 * @param image size of the images
 * @param classes number of classes, at least 2
 * @param epsilon added to variances in batch normalization
 */
public record NetworkSpec(
    Cell cell,
    Concatenation concatenation,
    Stem stem,
    int repeats,
    int filters,
    int stemMultiplier,
    ImageShape image,
    int classes,
    float epsilon) {

  /** More cells than this in a group are a mistake. */
  public static final int MAX_REPEATS = 100;

  /** More filters than this are a mistake. */
  public static final int MAX_FILTERS = 10_000;

  /**
   * Checks every component.
   *
   * @param cell the cell that is stacked
   * @param concatenation which blocks a cell concatenates
   * @param stem what stands before the cells
   * @param repeats N, cells in each of the three groups, at least 1
   * @param filters F, channels of a block in the first group, at least 1
   * @param stemMultiplier widens the stem's convolution, see {@link Stem}; at least 1
   * @param image size of the images
   * @param classes number of classes, at least 2
   * @param epsilon added to variances in batch normalization
   */
  public NetworkSpec {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(concatenation, "concatenation");
    Objects.requireNonNull(stem, "stem");
    Objects.requireNonNull(image, "image");
    Require.range("repeats (N)", repeats, 1, MAX_REPEATS);
    Require.range("filters (F)", filters, 1, MAX_FILTERS);
    Require.range("stem multiplier", stemMultiplier, 1, 100);
    Require.range("classes", classes, 2, 1_000_000);
    if (image.height() < stem.leastSide() || image.width() < stem.leastSide()) {
      throw new IllegalArgumentException(
          "images of "
              + image
              + " are too small: the network halves them "
              + stem.halvings()
              + " times and needs at least "
              + stem.leastSide()
              + "x"
              + stem.leastSide()
              + " pixels");
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is " + epsilon + "; allowed are numbers above 0");
    }
  }

  /**
   * Returns the same network of another cell.
   *
   * @param newCell the cell
   * @return the new specification
   */
  public NetworkSpec withCell(Cell newCell) {
    return new NetworkSpec(
        newCell, concatenation, stem, repeats, filters, stemMultiplier, image, classes, epsilon);
  }
}
