package io.github.tribuopnas.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts which class the images of each class were labeled as. Its metrics are defined as
 * scikit-learn defines them. Not safe for use by several threads.
 */
public final class ConfusionMatrix {

  private final int[][] counts;

  /**
   * Makes an empty matrix.
   *
   * @param classes the number of classes, at least 1
   */
  public ConfusionMatrix(int classes) {
    counts = new int[classes][classes];
  }

  /**
   * Makes a matrix of given counts.
   *
   * @param counts how many images of a class, by rows, were taken for a class, by columns; a square
   * @return the matrix
   */
  static ConfusionMatrix of(List<List<Integer>> counts) {
    ConfusionMatrix matrix = new ConfusionMatrix(counts.size());
    for (int i = 0; i < counts.size(); i++) {
      for (int j = 0; j < counts.size(); j++) {
        matrix.counts[i][j] = counts.get(i).get(j);
      }
    }
    return matrix;
  }

  /**
   * Counts an image.
   *
   * @param actual the number of its class, from 0
   * @param predicted the number of the class it was taken for, from 0
   */
  public void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  /** Returns what there would be without an image that was counted. */
  ConfusionMatrix without(int actual, int predicted) {
    ConfusionMatrix others = new ConfusionMatrix(counts.length);
    for (int i = 0; i < counts.length; i++) {
      others.counts[i] = counts[i].clone();
    }
    others.counts[actual][predicted]--;
    return others;
  }

  /**
   * Returns how many images were counted.
   *
   * @return at least 0
   */
  public long size() {
    return Arrays.stream(counts).mapToLong(ConfusionMatrix::sum).sum();
  }

  /**
   * Returns the fraction of the images that were labeled correctly.
   *
   * @return the accuracy, 0 to 1; NaN if nothing was counted
   */
  public double accuracy() {
    long right = classes().mapToLong(i -> counts[i][i]).sum();
    return (double) right / size();
  }

  /**
   * Returns the mean over the classes of the fraction labeled correctly, in which a small class
   * counts as much as a large one. Classes without images are left out.
   *
   * @return the balanced accuracy, 0 to 1; NaN if nothing was counted
   */
  public double balancedAccuracy() {
    return classes()
        .filter(c -> images(c) > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Returns the mean over the classes of their F1, the harmonic mean of precision and recall.
   * Classes that no image has and none was taken for are left out.
   *
   * @return the macro F1, 0 to 1; NaN if nothing was counted
   */
  public double macroF1() {
    return classes()
        .filter(c -> images(c) + predictions(c) > 0)
        .mapToDouble(this::f1)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns how many images are of a class. */
  long images(int of) {
    return sum(counts[of]);
  }

  /** Returns how many images were taken for a class. */
  long predictions(int of) {
    return Arrays.stream(counts).mapToLong(row -> row[of]).sum();
  }

  /** Returns which fraction of the images of a class were taken for it; 0 without images. */
  double recall(int of) {
    return (double) counts[of][of] / Math.max(1, images(of));
  }

  /** Returns which fraction of the images taken for a class are of it; 0 if none was. */
  double precision(int of) {
    return (double) counts[of][of] / Math.max(1, predictions(of));
  }

  /** Returns the harmonic mean of precision and recall; 0 where both are. */
  double f1(int of) {
    return 2.0 * counts[of][of] / Math.max(1, images(of) + predictions(of));
  }

  /**
   * Returns the counts.
   *
   * @return how many images of a class, by rows, were taken for a class, by columns
   */
  public List<List<Integer>> counts() {
    return Arrays.stream(counts)
        .map(row -> Arrays.stream(row).boxed().collect(Collectors.toUnmodifiableList()))
        .toList();
  }

  /** Returns the numbers of the classes. */
  IntStream classes() {
    return IntStream.range(0, counts.length);
  }

  private static long sum(int[] row) {
    return Arrays.stream(row).asLongStream().sum();
  }
}
