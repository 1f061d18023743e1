package io.github.tribuopnas.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts which classes images of each class were taken for. Not safe for use by several threads.
 */
public final class ConfusionMatrix {

  private final int[][] counts;

  /**
   * Makes a matrix of nothing counted yet.
   *
   * @param classes the number of classes, at least 1
   */
  public ConfusionMatrix(int classes) {
    counts = new int[classes][classes];
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

  /**
   * Returns the fraction of the images that were labeled correctly.
   *
   * @return the accuracy, 0 to 1; NaN if nothing was counted
   */
  public double accuracy() {
    long right = IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
    return (double) right / Arrays.stream(counts).mapToLong(ConfusionMatrix::sum).sum();
  }

  /**
   * Returns the mean over the classes of the fraction labeled correctly, in which a small class
   * counts as much as a large one. Classes without images are left out.
   *
   * @return the balanced accuracy, 0 to 1; NaN if nothing was counted
   */
  public double balancedAccuracy() {
    return IntStream.range(0, counts.length)
        .filter(actual -> sum(counts[actual]) > 0)
        .mapToDouble(actual -> (double) counts[actual][actual] / sum(counts[actual]))
        .average()
        .orElse(Double.NaN);
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

  private static long sum(int[] row) {
    return Arrays.stream(row).asLongStream().sum();
  }
}
