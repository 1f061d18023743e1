package io.github.tribuopnas.benchmarks.nasbench201;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a cell computes, as a canonical form: two cells with equal forms are one network up to names
 * of nodes and weights.
 *
 * <p>Edges that pass nothing on, and those whose result is read by nobody, are dropped, as
 * NAS-Bench 201 itself counts them (its section 3.1); an operation on nothing counts as nothing,
 * though its batch normalization could still add a constant. An edge that passes its input on is
 * replaced by that input. Two poolings of one sum are one, for they have no weights. What remains
 * are steps, each an operation on a sum of steps, and the output, one more sum. A step may be
 * numbered in any order: the least of all numberings is the form.
 */
final class Computation {

  /** The number of the cell's input in a sum. */
  private static final int INPUT = 0;

  private final List<Step> steps = new ArrayList<>();
  private List<Integer> output = List.of();

  /** An operation on the sum of earlier steps; their numbers ascend, and may repeat. */
  private record Step(EdgeOperation operation, List<Integer> sum) {}

  private Computation(Architecture architecture) {
    List<List<Integer>> sums = new ArrayList<>();
    sums.add(List.of(INPUT));
    for (int node = 1; node <= 3; node++) {
      List<Integer> sum = new ArrayList<>();
      for (int edge = 0; edge < Architecture.EDGES.size(); edge++) {
        Architecture.Edge ends = Architecture.EDGES.get(edge);
        if (ends.to() == node) {
          sum.addAll(passedOn(architecture.operation(edge), sums.get(ends.from())));
        }
      }
      Collections.sort(sum);
      sums.add(sum);
    }
    output = sums.get(3);
  }

  private List<Integer> passedOn(EdgeOperation operation, List<Integer> sum) {
    if (operation == EdgeOperation.NONE || sum.isEmpty()) {
      return List.of();
    }
    if (operation == EdgeOperation.SKIP) {
      return sum;
    }
    Step step = new Step(operation, sum);
    int known = operation == EdgeOperation.AVERAGE_POOL_3X3 ? steps.indexOf(step) : -1;
    if (known < 0) {
      steps.add(step);
      known = steps.size() - 1;
    }
    return List.of(known + 1);
  }

  /**
   * Returns the form of a cell.
   *
   * @param architecture the cell
   * @return numbers that are equal for cells that compute the same
   */
  static List<Integer> form(Architecture architecture) {
    Computation computation = new Computation(architecture);
    boolean[] read = new boolean[computation.steps.size() + 1];
    computation.markRead(computation.output, read);
    int[] needed = IntStream.range(1, read.length).filter(step -> read[step]).toArray();
    int[] numbers = new int[read.length];
    int[] least = null;
    for (int[] order : Orders.OF.get(needed.length)) {
      for (int i = 0; i < order.length; i++) {
        numbers[needed[order[i]]] = i + 1;
      }
      int[] form = computation.written(needed, order, numbers);
      if (least == null || Arrays.compare(form, least) < 0) {
        least = form;
      }
    }
    return Arrays.stream(least).boxed().toList();
  }

  private void markRead(List<Integer> sum, boolean[] read) {
    for (int step : sum) {
      if (step != INPUT && !read[step]) {
        read[step] = true;
        markRead(steps.get(step - 1).sum(), read);
      }
    }
  }

  /** The steps needed in an order, then the output; each sum ends in -1. */
  private int[] written(int[] needed, int[] order, int[] numbers) {
    int length = output.size() + 1;
    for (int step : needed) {
      length += steps.get(step - 1).sum().size() + 2;
    }
    int[] form = new int[length];
    int place = 0;
    for (int which : order) {
      Step step = steps.get(needed[which] - 1);
      form[place++] = step.operation().ordinal();
      place = write(step.sum(), numbers, form, place);
    }
    write(output, numbers, form, place);
    return form;
  }

  private static int write(List<Integer> sum, int[] numbers, int[] form, int from) {
    int place = from;
    for (int step : sum) {
      form[place++] = step == INPUT ? INPUT : numbers[step];
    }
    Arrays.sort(form, from, place);
    form[place++] = -1;
    return place;
  }

  /** All orders of the numbers below n, for n up to the number of edges. */
  private static final class Orders {

    private static final List<List<int[]>> OF =
        IntStream.rangeClosed(0, Architecture.EDGES.size()).mapToObj(Orders::of).toList();

    private static List<int[]> of(int count) {
      if (count == 0) {
        return List.of(new int[0]);
      }
      List<int[]> orders = new ArrayList<>();
      for (int[] shorter : of(count - 1)) {
        for (int place = 0; place < count; place++) {
          int[] order = new int[count];
          System.arraycopy(shorter, 0, order, 0, place);
          order[place] = count - 1;
          System.arraycopy(shorter, place, order, place + 1, count - 1 - place);
          orders.add(order);
        }
      }
      return orders;
    }
  }
}
