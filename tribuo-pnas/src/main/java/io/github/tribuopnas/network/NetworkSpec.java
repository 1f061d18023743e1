package io.github.tribuopnas.network;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.util.Locale;
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
 * @param stemStride by how much the stem's convolution makes images smaller: 1, 2 or 4; 1 with
 *     {@link Stem#IMAGENET}, which has a stride of its own
 * @param layout how cells read their inputs
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
    float epsilon,
    int stemStride,
    Layout layout) {

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
   * @param stemStride by how much the stem's convolution makes images smaller: 1, 2 or 4; 1 with
   *     {@link Stem#IMAGENET}, which has a stride of its own
   * @param layout how cells read their inputs
   */
  public NetworkSpec {
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(concatenation, "concatenation");
    Objects.requireNonNull(stem, "stem");
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(layout, "layout");
    Require.range("repeats (N)", repeats, 1, MAX_REPEATS);
    Require.range("filters (F)", filters, 1, MAX_FILTERS);
    Require.range("stem multiplier", stemMultiplier, 1, 100);
    Require.range("classes", classes, 2, 1_000_000);
    stem.checkStride(stemStride);
    int least = stem.leastSide(stemStride);
    if (image.height() < least || image.width() < least) {
      throw new IllegalArgumentException(
          "images of "
              + image
              + " are too small: the network halves them "
              + stem.halvings(stemStride)
              + " times and needs at least "
              + least
              + "x"
              + least
              + " pixels"
              + (stemStride == 1 ? "" : "; use larger images or a smaller stem stride"));
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is " + epsilon + "; allowed are numbers above 0");
    }
  }

  /**
   * Starts a specification that has these components until they are changed.
   *
   * @return a builder
   */
  public Setting.Builder toBuilder() {
    return new Setting.Builder(this);
  }

  /**
   * Returns the same network of another cell.
   *
   * @param newCell the cell
   * @return the new specification
   */
  public NetworkSpec withCell(Cell newCell) {
    return toBuilder().optCell(newCell).build();
  }

  /**
   * Returns the same network in another layout.
   *
   * @param newLayout how cells read their inputs
   * @return the new specification
   */
  public NetworkSpec withLayout(Layout newLayout) {
    return toBuilder().optLayout(newLayout).build();
  }

  /**
   * Describes the network around the cell, for people.
   *
   * @return a text such as {@code N=1, F=16, stem stride 2, layout direct, 32x32x3 images, 10
   *     classes}
   */
  public String description() {
    return String.format(
        Locale.ROOT,
        "N=%d, F=%d, stem stride %d, layout %s, %s images, %d classes",
        repeats,
        filters,
        stemStride,
        layout.text(),
        image,
        classes);
  }

  /**
   * Returns the components by name. A component added by a later release is left out if it has no
   * effect, so that the text of an old network stays the same.
   *
   * @return the text
   */
  @Override
  public String toString() {
    return "NetworkSpec[cell="
        + cell
        + ", concatenation="
        + concatenation
        + ", stem="
        + stem
        + ", repeats="
        + repeats
        + ", filters="
        + filters
        + ", stemMultiplier="
        + stemMultiplier
        + ", image="
        + image
        + ", classes="
        + classes
        + ", epsilon="
        + epsilon
        + (stemStride == 1 ? "" : ", stemStride=" + stemStride)
        + (layout == Layout.PAPER ? "" : ", layout=" + layout)
        + "]";
  }
}
