package io.github.tribuopnas.search.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of the space of scores above a reference point that no point of a front dominates, as
 * disjoint boxes. What a new point adds to the dominated volume is the sum of what it adds in each
 * of them.
 *
 * @param boxes the boxes, in no particular order
 */
public record FreeBoxes(List<Box> boxes) {

  /**
   * One box.
   *
   * @param lower its lower corner, one score an objective
   * @param upper its upper corner; infinite where the box is open
   */
  public record Box(double[] lower, double[] upper) {}

  /**
   * Copies the list.
   *
   * @param boxes the boxes, in no particular order
   */
  public FreeBoxes {
    boxes = List.copyOf(boxes);
  }

  /**
   * Cuts the free part into boxes. For two objectives they are one more than the points of the
   * front; each further objective multiplies their number by about as many.
   *
   * @param front points, of which high scores are better; those that are dominated do no harm
   * @param reference the worst scores that count, finite, one an objective
   * @return the boxes
   */
  public static FreeBoxes above(double[][] front, double[] reference) {
    List<double[]> points =
        Arrays.stream(front).filter(point -> Hypervolume.isAbove(point, reference)).toList();
    List<Box> boxes = new ArrayList<>();
    double[] upper = new double[reference.length];
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    cut(points, reference.length - 1, new Box(reference, upper), boxes);
    return new FreeBoxes(boxes);
  }

  /** Cuts a box, which is as wide as can be up to an objective, into slices along this one. */
  private static void cut(List<double[]> points, int objective, Box whole, List<Box> boxes) {
    if (objective == 0) {
      double highest = points.stream().mapToDouble(point -> point[0]).max().orElse(whole.lower[0]);
      boxes.add(slice(whole, 0, highest, whole.upper[0]));
      return;
    }
    List<double[]> descending = Hypervolume.descending(points, objective);
    double top = whole.upper[objective];
    for (int above = 0; above <= descending.size(); above++) {
      double bottom =
          above < descending.size() ? descending.get(above)[objective] : whole.lower[objective];
      if (top > bottom) {
        Box slice = slice(whole, objective, bottom, top);
        cut(descending.subList(0, above), objective - 1, slice, boxes);
      }
      top = bottom;
    }
  }

  private static Box slice(Box whole, int objective, double bottom, double top) {
    double[] lower = whole.lower.clone();
    double[] upper = whole.upper.clone();
    lower[objective] = bottom;
    upper[objective] = top;
    return new Box(lower, upper);
  }
}
