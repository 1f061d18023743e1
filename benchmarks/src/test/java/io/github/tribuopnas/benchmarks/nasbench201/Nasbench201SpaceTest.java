package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Candidates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Nasbench201SpaceTest {

  private static final Nasbench201Space TEXTS = Nasbench201Space.ofTexts();
  private static final Nasbench201Space COMPUTATIONS = Nasbench201Space.ofComputations();

  private static List<Architecture> all(Candidates<Architecture> candidates) {
    List<Architecture> all = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      all.add(candidates.get(i));
    }
    return all;
  }

  @Test
  void theLevelsHoldFiveThenAHundredAndTwentyFiveAndAllTogether15625() {
    assertEquals(5, TEXTS.size(1));
    assertEquals(125, TEXTS.size(2));
    assertEquals(15_625, TEXTS.size(1) + TEXTS.size(2) + TEXTS.size(3));
  }

  @Test
  void aCellOfLevelTwoHasAllEdgesIntoTheOutputAsChildrenButThoseOfLowerLevels() {
    Architecture parent =
        Architecture.parse(
            "|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|none~0|none~1|skip_connect~2|");
    assertEquals(2, TEXTS.level(parent));
    List<Architecture> children = all(TEXTS.expand(List.of(parent)));
    // 125 with the parent itself.
    assertEquals(124, children.size());
    children.forEach(
        child ->
            assertTrue(child.toString().startsWith("|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|")));
  }

  @Test
  void everyArchitectureIsReachedFromThoseOfTheLevelBefore() {
    for (Nasbench201Space space : List.of(TEXTS, COMPUTATIONS)) {
      List<Architecture> first = all(space.initial());
      List<Architecture> second = all(space.expand(first));
      List<Architecture> third = all(space.expand(second));
      assertEquals(space.size(1), first.size());
      assertEquals(space.size(2), second.size());
      assertEquals(space.size(3), third.size());
      Set<Architecture> distinct = new HashSet<>(first);
      distinct.addAll(second);
      distinct.addAll(third);
      assertEquals(space.size(1) + space.size(2) + space.size(3), distinct.size());
      for (int code = 0; code < Architecture.COUNT; code++) {
        assertTrue(distinct.contains(space.representative(new Architecture(code))));
      }
    }
  }

  /** ComputationTest counts 5,260 by running all cells. */
  @Test
  void cellsThatComputeTheSameAreOne() {
    assertEquals(5, COMPUTATIONS.size(1));
    assertEquals(5_260, COMPUTATIONS.size(1) + COMPUTATIONS.size(2) + COMPUTATIONS.size(3));
    Architecture dead =
        Architecture.parse("|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|");
    Architecture alive =
        Architecture.parse("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|");
    assertEquals(COMPUTATIONS.representative(alive), COMPUTATIONS.representative(dead));
    assertEquals(1, COMPUTATIONS.level(dead));
  }

  /**
   * Whatever computes the same as a cell of an earlier level is one of the last, but one of them.
   */
  @Test
  void cellsThatWereMeasuredByThemselvesGrowFromWhatComputesTheSame() {
    Nasbench201Space measured = Nasbench201Space.ofMeasurements();
    assertEquals(COMPUTATIONS.size(1), measured.size(1));
    assertEquals(COMPUTATIONS.size(2), measured.size(2));
    assertEquals(Architecture.COUNT, measured.size(1) + measured.size(2) + measured.size(3));
    Architecture dead =
        Architecture.parse("|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|");
    assertEquals(3, measured.level(dead));
    assertEquals(dead, measured.representative(dead));
    Candidates<Architecture> ofOne =
        measured.expand(List.of(measured.random(2, new SplittableRandom(3))));
    assertTrue(
        IntStream.range(0, ofOne.size()).mapToObj(ofOne::get).anyMatch(dead::equals),
        "its partial cells compute nothing, and what does may always be grown");
  }

  @Test
  void neighborsAreOtherArchitecturesOfTheSameLevel() {
    SplittableRandom random = new SplittableRandom(2);
    for (int level = 1; level <= 3; level++) {
      for (int draw = 0; draw < 300; draw++) {
        Architecture parent = COMPUTATIONS.random(level, random);
        Architecture mutant = COMPUTATIONS.mutate(parent, random);
        assertNotEquals(parent, mutant);
        assertEquals(level, COMPUTATIONS.level(mutant));
        assertEquals(mutant, COMPUTATIONS.representative(mutant));
      }
    }
  }

  @Test
  void choicesMakeEveryArchitecture() {
    assertEquals(List.of(5, 5, 5, 5, 5, 5), TEXTS.choices(3));
    assertEquals(
        "|skip_connect~0|+|none~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|none~2|",
        TEXTS.decode(3, List.of(1, 0, 2, 3, 4, 0)).toString());
    assertEquals(
        "|skip_connect~0|+|none~0|nor_conv_1x1~1|+|none~0|none~1|skip_connect~2|",
        TEXTS.decode(2, List.of(1, 0, 2)).toString());
    assertThrows(IllegalArgumentException.class, () -> TEXTS.decode(3, List.of(1, 2)));
  }

  @Test
  void partsTellOperationsAndTheirEdges() {
    Architecture some = TEXTS.decode(3, List.of(1, 0, 2, 3, 4, 0));
    assertEquals(6, Long.bitCount(TEXTS.parts(some)));
    Architecture other = TEXTS.decode(3, List.of(1, 0, 2, 3, 4, 1));
    assertEquals(5, Long.bitCount(TEXTS.parts(some) & TEXTS.parts(other)));
  }

  @Test
  void cellsOfSeveralLevelsOrOfTheLastAreNotExpanded() {
    SplittableRandom random = new SplittableRandom(2);
    Architecture first = TEXTS.random(1, random);
    Architecture second = TEXTS.random(2, random);
    assertThrows(IllegalArgumentException.class, () -> TEXTS.expand(List.of(first, second)));
    assertThrows(
        IllegalArgumentException.class, () -> TEXTS.expand(List.of(TEXTS.random(3, random))));
  }
}
