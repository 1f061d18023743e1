package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParetoFrontTest {

  @Test
  void ranksOfSevenPointsInThePlane() {
    double[][] points = {{1, 5}, {2, 4}, {1, 4}, {3, 3}, {2, 2}, {1, 1}, {2, 4}};
    // (1, 4) lies below (1, 5) and (2, 4); (2, 2) below (2, 4) and (3, 3); (1, 1) below (2, 2) too.
    assertArrayEquals(new int[] {0, 0, 1, 0, 1, 2, 0}, ParetoFront.ranks(points));
  }

  @Test
  void withOneObjectiveTheRankCountsTheDifferentBetterValues() {
    double[][] points = {{2}, {5}, {5}, {1}, {2}};
    assertArrayEquals(new int[] {1, 0, 0, 2, 1}, ParetoFront.ranks(points));
  }

  @Test
  void whatHasNoScoreHasNoRank() {
    double[][] points = {{1, 1}, {Double.NaN, 9}, {0, 0}};
    assertArrayEquals(new int[] {0, ParetoFront.UNRANKED, 1}, ParetoFront.ranks(points));
    assertArrayEquals(new int[0], ParetoFront.ranks(new double[0][]));
  }

  /** By the definition: the longest chain of dominance that ends at a point. */
  @ParameterizedTest
  @CsvSource({"1, 60", "2, 120", "3, 120", "5, 80"})
  void ranksAreTheLongestChainsOfDominance(int objectives, int count) {
    SplittableRandom random = new SplittableRandom(objectives);
    double[][] points = new double[count][objectives];
    for (double[] point : points) {
      for (int i = 0; i < objectives; i++) {
        // Few values, so that many are equal in some objectives or in all.
        point[i] = random.nextInt(6);
      }
    }
    int[] expected = new int[count];
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          if (dominates(points[j], points[i]) && expected[i] < expected[j] + 1) {
            expected[i] = expected[j] + 1;
            changed = true;
          }
        }
      }
    }
    assertArrayEquals(expected, ParetoFront.ranks(points));
  }

  private static boolean dominates(double[] one, double[] other) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < one.length; i++) {
      least = Math.min(least, one[i] - other[i]);
      most = Math.max(most, one[i] - other[i]);
    }
    return least >= 0 && most > 0;
  }

  @Test
  void theFrontOfTrialsIsInTheirOrderAndLeavesOutWhatFailed() {
    List<Trial<String>> trials =
        List.of(
            trial("a", 0.5, 100),
            trial("b", 0.6, 100),
            Trial.failed(Proposal.unpredicted("c", 1), "no", Metrics.NONE),
            trial("d", 0.55, 200),
            trial("e", 0.7, 400),
            Trial.complete(Proposal.unpredicted("f", 1), Metrics.NONE.with(Metrics.ACCURACY, 1)),
            trial("g", 0.6, 100));
    List<Objective> objectives =
        List.of(Objective.ACCURACY, Objective.minimize(Metrics.PARAMETERS));
    assertEquals(
        List.of("b", "e", "g"),
        ParetoFront.of(trials, objectives).stream().map(Trial::architecture).toList());
  }

  private static Trial<String> trial(String name, double accuracy, double parameters) {
    return Trial.complete(
        Proposal.unpredicted(name, 1),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.PARAMETERS, parameters));
  }
}
