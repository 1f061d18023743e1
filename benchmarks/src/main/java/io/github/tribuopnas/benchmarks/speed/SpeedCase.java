package io.github.tribuopnas.benchmarks.speed;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;

/**
 * A network and a batch size whose training is timed: three cells, N=1, as the search trains them.
 *
 * @param cell the cell
 * @param filters F
 * @param image the size of the images
 * @param batch images in a step
 */
public record SpeedCase(Cell cell, int filters, ImageShape image, int batch) {

  static final int REPEATS = 1;
  static final int STEM_MULTIPLIER = 1;

  /** Classes of the images. */
  public static final int CLASSES = 10;

  /**
   * Returns the network.
   *
   * @return its specification
   */
  public NetworkSpec network() {
    return Setting.PROXY
        .of(cell)
        .optRepeats(REPEATS)
        .optFilters(filters)
        .optStemMultiplier(STEM_MULTIPLIER)
        .optImage(image)
        .optClasses(CLASSES)
        .build();
  }

  @Override
  public String toString() {
    return cell + " F=" + filters + " " + image + " batch " + batch;
  }
}
