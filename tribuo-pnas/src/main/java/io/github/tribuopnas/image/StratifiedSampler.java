package io.github.tribuopnas.image;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Shuffle;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The images of each class in random order. */
final class StratifiedSampler {

  private static final int GUARANTEED = 2;

  private final PackedImages images;
  private final int[][] members;

  private StratifiedSampler(PackedImages images, int[][] members) {
    this.images = images;
    this.members = members;
  }

  /** Shuffles each class with a generator of its own, so that classes do not affect each other. */
  static StratifiedSampler of(PackedImages images, long seed) {
    int[] counts = images.classCounts();
    int[][] members = new int[counts.length][];
    for (int c = 0; c < counts.length; c++) {
      members[c] = new int[counts[c]];
    }
    int[] filled = new int[counts.length];
    for (int i = 0; i < images.size(); i++) {
      int label = images.label(i);
      members[label][filled[label]++] = i;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int[] ofClass : members) {
      Shuffle.shuffle(ofClass, random.split());
    }
    return new StratifiedSampler(images, members);
  }

  /** Marks a fraction of each class: at least one image, and not all of them. */
  boolean[] fraction(double fraction) {
    checkFraction("validation", fraction);
    checkClasses();
    return marked(fraction, 1);
  }

  /**
   * Sets images aside to test with, from each class the same fraction and at least one. At least
   * two images of each class are left; a class of two or fewer gives none. The images of both parts
   * keep their order; which image goes where depends on the labels and the seed alone.
   *
   * @throws IllegalArgumentException if the fraction is not allowed, or no class has enough images
   *     to give one
   */
  static PackedImages testSplit(PackedImages images, double fraction, long seed, SplitPart part) {
    boolean[] test = of(images, seed).testFraction(fraction);
    return images.select(indices(test, part == SplitPart.TEST));
  }

  /** Marks a fraction of each class: at least one image, but so that two are left. */
  private boolean[] testFraction(double fraction) {
    checkFraction("the test", fraction);
    boolean[] chosen = marked(fraction, GUARANTEED);
    if (indices(chosen, true).length == 0) {
      throw new IllegalArgumentException(
          "no class has the three images that are needed to set one aside for the test: add images"
              + " or give 0, which sets none aside");
    }
    return chosen;
  }

  private static void checkFraction(String purpose, double fraction) {
    Require.that(
        fraction > 0 && fraction < 1,
        "the fraction of images for " + purpose,
        fraction,
        "numbers above 0 and below 1");
  }

  /** Marks a fraction of each class: at least one image, but so that some are left. */
  private boolean[] marked(double fraction, int left) {
    boolean[] chosen = new boolean[images.size()];
    for (int[] ofClass : members) {
      long wanted = Math.max(1, Math.round(fraction * ofClass.length));
      long count = Math.min(ofClass.length - left, wanted);
      for (int i = 0; i < count; i++) {
        chosen[ofClass[i]] = true;
      }
    }
    return chosen;
  }

  private void checkClasses() {
    long present = Arrays.stream(members).filter(ofClass -> ofClass.length > 0).count();
    if (present < 2) {
      throw new IllegalArgumentException(
          "a classifier needs images of at least two classes, but there are images of "
              + present
              + ": give images of more classes");
    }
    for (int c = 0; c < members.length; c++) {
      if (members[c].length == 1) {
        throw new IllegalArgumentException(
            "class '"
                + images.classes().get(c)
                + "' has one image only, but needs two, one to"
                + " train on and one to validate with: add images or leave the class out");
      }
    }
  }

  /** Deals the images of each class over so many folds; the next class goes on where it ended. */
  int[] folds(int count) {
    int[] foldOf = new int[images.size()];
    int next = 0;
    for (int[] ofClass : members) {
      for (int image : ofClass) {
        foldOf[image] = next++ % count;
      }
    }
    return foldOf;
  }

  /** Marks the first images of the order in which classes take turns by their size. */
  boolean[] first(int count) {
    Place[] places = new Place[images.size()];
    int next = 0;
    for (int[] ofClass : members) {
      for (int rank = 0; rank < ofClass.length; rank++) {
        double turn = rank < GUARANTEED ? rank - GUARANTEED : (rank + 0.5) / ofClass.length;
        places[next++] = new Place(turn, ofClass[rank]);
      }
    }
    Arrays.sort(places);
    boolean[] chosen = new boolean[images.size()];
    for (int i = 0; i < count; i++) {
      chosen[places[i].image()] = true;
    }
    return chosen;
  }

  /** Returns the positions of a value, ascending. */
  static int[] indices(boolean[] marks, boolean wanted) {
    int[] found = new int[marks.length];
    int count = 0;
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == wanted) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private record Place(double turn, int image) implements Comparable<Place> {
    @Override
    public int compareTo(Place that) {
      int byTurn = Double.compare(turn, that.turn);
      return byTurn != 0 ? byTurn : Integer.compare(image, that.image);
    }
  }
}
