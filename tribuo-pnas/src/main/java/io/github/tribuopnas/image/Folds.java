package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Require;
import java.util.ArrayList;
import java.util.List;

/** Splits of the same images for crossed validation. */
public final class Folds {

  private Folds() {}

  /**
   * Deals the images of each class to the folds in turn, so that the sizes of folds differ by one
   * at most.
   *
   * @param images the images
   * @param count how many folds, from 2 to the number of images
   * @param seed decides which image is in which fold
   * @return for each fold a split whose validation images are those of the fold and whose training
   *     images are all others; both keep their order
   * @throws IllegalArgumentException if the number is outside its range
   */
  public static List<ImageSplit> of(PackedImages images, int count, long seed) {
    Require.range("the number of folds", count, 2, images.size());
    int[] foldOf = StratifiedSampler.of(images, seed).folds(count);
    List<ImageSplit> splits = new ArrayList<>();
    for (int fold = 0; fold < count; fold++) {
      boolean[] held = new boolean[images.size()];
      for (int i = 0; i < held.length; i++) {
        held[i] = foldOf[i] == fold;
      }
      splits.add(
          new ImageSplit(
              images.select(StratifiedSampler.indices(held, false)),
              images.select(StratifiedSampler.indices(held, true))));
    }
    return splits;
  }
}
