package io.github.tribuopnas.search.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that points dominate above a reference point: how good a set of trade-offs is, in one
 * number (Zitzler and Thiele 1998). High scores are better in every objective.
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * Returns the volume.
   *
   * @param points scores, one an objective; those that are not above the reference in every
   *     objective, NaN among them, add nothing
   * @param reference the worst scores that count, finite, one an objective
   * @return the volume, at least 0
   */
  public static double of(double[][] points, double[] reference) {
    List<double[]> above =
        new ArrayList<>(Arrays.stream(points).filter(p -> isAbove(p, reference)).toList());
    return volume(above, reference, reference.length);
  }

  /** Returns whether a point is better than the reference in every objective. */
  static boolean isAbove(double[] point, double[] reference) {
    for (int i = 0; i < reference.length; i++) {
      if (!(point[i] > reference[i])) {
        return false;
      }
    }
    return true;
  }

  /** Slices along the last of the first objectives, of which there are {@code objectives}. */
  private static double volume(List<double[]> points, double[] reference, int objectives) {
    if (points.isEmpty()) {
      return 0;
    }
    int last = objectives - 1;
    if (last == 0) {
      return points.stream().mapToDouble(point -> point[0]).max().orElseThrow() - reference[0];
    }
    List<double[]> descending = descending(points, last);
    double volume = 0;
    for (int i = 0; i < descending.size(); i++) {
      double below = i + 1 < descending.size() ? descending.get(i + 1)[last] : reference[last];
      double thickness = descending.get(i)[last] - below;
      if (thickness > 0) {
        volume += thickness * volume(descending.subList(0, i + 1), reference, last);
      }
    }
    return volume;
  }

  /** Returns the points by one score, the highest first. */
  static List<double[]> descending(List<double[]> points, int objective) {
    return points.stream()
        .sorted(Comparator.comparingDouble((double[] point) -> point[objective]).reversed())
        .toList();
  }
}
