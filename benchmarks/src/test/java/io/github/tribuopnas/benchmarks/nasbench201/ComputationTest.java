package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComputationTest {

  private static List<Integer> form(String operations) {
    EdgeOperation[] edges = new EdgeOperation[6];
    for (int edge = 0; edge < 6; edge++) {
      edges[edge] = EdgeOperation.values()["-s13p".indexOf(operations.charAt(edge))];
    }
    return Computation.form(Architecture.of(edges));
  }

  @Test
  void whatNobodyReadsDoesNotCount() {
    // Node 1 leads nowhere.
    assertEquals(form("---3--"), form("1--3--"));
    // Node 1 is nothing, so that what follows it is nothing.
    assertEquals(form("-3---1"), form("-33--1"));
    assertEquals(form("------"), form("333---"));
  }

  @Test
  void nodesThatSwapNamesAreTheSame() {
    assertEquals(form("13--s3"), form("31--3s"));
    assertNotEquals(form("13--s3"), form("13--3s"));
  }

  @Test
  void anEdgeThatPassesOnIsItsInput() {
    assertEquals(form("---3--"), form("s---3-"));
    assertEquals(form("s--13-"), form("s--31-"));
    // Twice the input is not the input.
    assertNotEquals(form("---s--"), form("s--ss-"));
  }

  @Test
  void onePoolingReadTwiceIsTwoPoolingsButOneConvolutionIsNotTwo() {
    assertEquals(form("p-s-ss"), form("pp--ss"));
    assertNotEquals(form("3-s-ss"), form("33--ss"));
  }

  /**
   * The same count by another way: each cell is run on numbers, with weights that each convolution
   * draws for itself, and two cells are the same if some assignment of one's weights to the other's
   * convolutions gives the same result.
   */
  @Test
  void cellsOfOneFormGiveTheSameNumbersAndOthersDoNot() {
    Map<Set<Long>, Set<List<Integer>>> formsOfResults = new HashMap<>();
    Map<List<Integer>, Set<Set<Long>>> resultsOfForms = new HashMap<>();
    for (int code = 0; code < Architecture.COUNT; code++) {
      Architecture cell = new Architecture(code);
      Set<Long> results = results(cell);
      List<Integer> form = Computation.form(cell);
      formsOfResults.computeIfAbsent(results, key -> new HashSet<>()).add(form);
      resultsOfForms.computeIfAbsent(form, key -> new HashSet<>()).add(results);
    }
    formsOfResults.forEach((results, forms) -> assertEquals(1, forms.size(), forms.toString()));
    resultsOfForms.forEach((form, results) -> assertEquals(1, results.size(), form.toString()));
    assertEquals(5_260, resultsOfForms.size());
  }

  /** The cell's results under all assignments of six weights to its convolutions. */
  private static Set<Long> results(Architecture cell) {
    List<Integer> convolutions = new ArrayList<>();
    for (int edge = 0; edge < 6; edge++) {
      if (cell.operation(edge).text().startsWith("nor_conv")) {
        convolutions.add(edge);
      }
    }
    Set<Long> results = new HashSet<>();
    permute(new ArrayList<>(List.of(0, 1, 2, 3, 4, 5)), 0, convolutions, cell, results);
    return results;
  }

  private static void permute(
      List<Integer> weights,
      int from,
      List<Integer> convolutions,
      Architecture cell,
      Set<Long> results) {
    if (from == convolutions.size()) {
      int[] weightOf = new int[6];
      for (int i = 0; i < from; i++) {
        weightOf[convolutions.get(i)] = weights.get(i);
      }
      results.add(run(cell, weightOf));
      return;
    }
    for (int i = from; i < weights.size(); i++) {
      Collections.swap(weights, from, i);
      permute(weights, from + 1, convolutions, cell, results);
      Collections.swap(weights, from, i);
    }
  }

  /** 0 stands for nothing; an operation is a random function of its weight, if it has one. */
  private static long run(Architecture cell, int[] weightOf) {
    long[] nodes = {0x9E3779B97F4A7C15L, 0, 0, 0};
    for (int edge = 0; edge < 6; edge++) {
      Architecture.Edge ends = Architecture.EDGES.get(edge);
      long input = nodes[ends.from()];
      if (input != 0) {
        nodes[ends.to()] +=
            switch (cell.operation(edge)) {
              case NONE -> 0;
              case SKIP -> input;
              case CONVOLUTION_1X1 -> random(input + weightOf[edge] + 100);
              case CONVOLUTION_3X3 -> random(input + weightOf[edge] + 200);
              case AVERAGE_POOL_3X3 -> random(input + 300);
            };
      }
    }
    return nodes[3];
  }

  private static long random(long seed) {
    return new SplittableRandom(seed).nextLong();
  }
}
