package io.github.tribuopnas.report;

import java.util.List;
import java.util.Objects;

/**
 * How the winner did on images that the search has not seen.
 *
 * @param images which images these are, such as {@code test}
 * @param accuracy the fraction labeled correctly, 0 to 1
 * @param balancedAccuracy the mean over the classes of the fraction labeled correctly, 0 to 1
 * @param labels the class labels
 * @param counts how many images of a class, by rows, were given a label, by columns
 * @param mistakes some images labeled wrongly, the surest first
 */
public record Evaluation(
    String images,
    double accuracy,
    double balancedAccuracy,
    List<String> labels,
    List<List<Integer>> counts,
    List<Mistake> mistakes) {

  /**
   * Copies the parts.
   *
   * @param images which images these are, such as {@code test}
   * @param accuracy the fraction labeled correctly, 0 to 1
   * @param balancedAccuracy the mean over the classes of the fraction labeled correctly, 0 to 1
   * @param labels the class labels
   * @param counts how many images of a class, by rows, were given a label, by columns
   * @param mistakes some images labeled wrongly, the surest first
   * @throws IllegalArgumentException if the counts are no square as wide as the labels
   */
  public Evaluation {
    Objects.requireNonNull(images, "images");
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
    mistakes = List.copyOf(mistakes);
    int size = labels.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "the counts of " + size + " labels must have as many rows and columns");
    }
  }

  /**
   * Returns how many images were labeled.
   *
   * @return the sum of the counts
   */
  public long size() {
    return counts.stream().flatMap(List::stream).mapToLong(Integer::longValue).sum();
  }
}
