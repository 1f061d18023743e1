package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.search.front.FreeBoxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * Chooses by how much a candidate is expected to add to the dominated hypervolume (Emmerich et al.
 * 2006), for normally distributed, independent predictions of any number of objectives. Whatever is
 * chosen joins the front with its means before the next is, so that a beam is spread over the
 * front.
 */
public final class ExpectedHypervolume implements BeamRule {

  /** Makes the rule. */
  public ExpectedHypervolume() {}

  private record Scored(int place, double score, int round) {}

  @Override
  public int[] choose(
      Predictions predictions,
      double[][] measured,
      double[] reference,
      int count,
      IntPredicate allowed) {
    List<double[]> front = new ArrayList<>(Arrays.asList(measured));
    FreeBoxes free = FreeBoxes.above(measured, reference);
    PriorityQueue<Scored> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::place));
    for (int place = 0; place < predictions.size(); place++) {
      if (allowed.test(place)) {
        queue.add(new Scored(place, improvement(predictions, place, free), 0));
      }
    }
    int[] chosen = new int[Math.min(count, queue.size())];
    int round = 0;
    while (round < chosen.length) {
      Scored best = queue.remove();
      if (best.round() == round) {
        chosen[round++] = best.place();
        front.add(predictions.of(best.place()));
        free = FreeBoxes.above(front.toArray(double[][]::new), reference);
      } else {
        // A larger front leaves less to add, so whoever is still first with a new score is the
        // best.
        queue.add(new Scored(best.place(), improvement(predictions, best.place(), free), round));
      }
    }
    return chosen;
  }

  /** What one candidate is expected to add to the volume. */
  private static double improvement(Predictions predictions, int place, FreeBoxes free) {
    double sum = 0;
    for (FreeBoxes.Box box : free.boxes()) {
      double product = 1;
      for (int i = 0; i < predictions.mean().length && product > 0; i++) {
        double mean = predictions.mean()[i][place];
        double deviation = predictions.deviation()[i][place];
        product *=
            NormalExcess.of(mean, deviation, box.lower()[i])
                - NormalExcess.of(mean, deviation, box.upper()[i]);
      }
      sum += product;
    }
    return sum;
  }
}
