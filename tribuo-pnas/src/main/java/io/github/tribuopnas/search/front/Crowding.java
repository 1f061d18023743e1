package io.github.tribuopnas.search.front;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How much room each of several points has (Deb et al. 2002, NSGA-II, section III-B): the sum over
 * the objectives of the distance between its two neighbors, as a fraction of the range.
 */
public final class Crowding {

  private Crowding() {}

  /**
   * Returns the crowding distances.
   *
   * @param points scores of points of one rank, one an objective, finite
   * @return the distance of each; infinite for those at the end of an objective
   */
  public static double[] distances(double[][] points) {
    double[] distances = new double[points.length];
    for (int i = 0; points.length > 0 && i < points[0].length; i++) {
      int objective = i;
      Integer[] order = new Integer[points.length];
      Arrays.setAll(order, place -> place);
      Arrays.sort(order, Comparator.comparingDouble(place -> points[place][objective]));
      double range = points[order[order.length - 1]][i] - points[order[0]][i];
      distances[order[0]] = Double.POSITIVE_INFINITY;
      distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
      for (int place = 1; range > 0 && place + 1 < order.length; place++) {
        distances[order[place]] +=
            (points[order[place + 1]][i] - points[order[place - 1]][i]) / range;
      }
    }
    return distances;
  }
}
