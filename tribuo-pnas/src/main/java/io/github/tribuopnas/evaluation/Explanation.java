package io.github.tribuopnas.evaluation;

import java.util.List;

/**
 * Which parts of an image a label depends on: how much the probability of the label falls when a
 * part is covered.
 *
 * @param image the image and its labels
 * @param rows how many parts there are from top to bottom
 * @param columns how many parts there are from left to right
 * @param drops by how much the probability of the label given falls while a part is covered, row by
 *     row; below 0 where it rises
 */
public record Explanation(LabeledPicture image, int rows, int columns, List<Double> drops) {

  /**
   * Checks the parts.
   *
   * @param image the image and its labels
   * @param rows how many parts there are from top to bottom
   * @param columns how many parts there are from left to right
   * @param drops by how much the probability falls while a part is covered, row by row
   * @throws IllegalArgumentException if there are not as many drops as parts
   */
  public Explanation {
    drops = List.copyOf(drops);
    if (drops.size() != rows * columns) {
      throw new IllegalArgumentException(
          drops.size() + " drops were given for " + rows + " rows of " + columns + " parts");
    }
  }
}
