package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.base.Shuffle;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Decides which images an epoch has, and their order. */
final class EpochOrder {

  private final boolean drawn;
  private final int[][] members;

  /**
   * Prepares for images.
   *
   * @param images the training images
   * @param balance what is done about unbalanced classes
   */
  EpochOrder(PackedImages images, ClassBalance balance) {
    drawn = balance == ClassBalance.SAMPLING;
    int[] counts = images.classCounts();
    int[][] all = new int[counts.length][];
    for (int c = 0; c < counts.length; c++) {
      all[c] = new int[counts[c]];
    }
    int[] filled = new int[counts.length];
    for (int i = 0; i < images.size(); i++) {
      all[images.label(i)][filled[images.label(i)]++] = i;
    }
    members = Arrays.stream(all).filter(of -> of.length > 0).toArray(int[][]::new);
  }

  /**
   * Makes the order of the next epoch.
   *
   * @param order the images of the epoch before, replaced by those of the next
   * @param random where the choice comes from
   */
  void next(int[] order, RandomGenerator random) {
    if (drawn) {
      // With replacement, classes taking turns: their numbers differ by one at most.
      for (int i = 0; i < order.length; i++) {
        int[] ofClass = members[i % members.length];
        order[i] = ofClass[random.nextInt(ofClass.length)];
      }
    }
    Shuffle.shuffle(order, random);
  }
}
