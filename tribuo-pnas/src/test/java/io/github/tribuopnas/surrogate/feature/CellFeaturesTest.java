package io.github.tribuopnas.surrogate.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellFeaturesTest {

  private static final CellSpace ALL = CellSpace.builder().setBlocks(5).build();

  private static double[] row(CellFeatures features, Cell cell) {
    double[] row = new double[features.names().size()];
    Arrays.fill(row, Double.NaN);
    features.extract(cell, row);
    return row;
  }

  /**
   * By hand: sep3x3 is 2 x (9 x 24 + 24 x 24) = 1,584 weights. The first block weighs half in the
   * mean over blocks, and a quarter more in the second, so that each of its sides counts 3/8; those
   * of the second count a quarter.
   */
  @Test
  void aSmallCellHasTheRowComputedByHand() {
    CellFeatures features =
        new CellFeatures(
            CellSpace.builder()
                .setBlocks(2)
                .optOperations(
                    List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY, Operation.MAX_POOL_3X3))
                .build());
    double[] row = row(features, Cell.parse("p:sep3x3+pp:max3x3,1:identity+p:sep3x3"));
    List<String> actual =
        IntStream.range(0, row.length)
            .mapToObj(i -> features.names().get(i) + "=" + row[i])
            .toList();
    assertEquals(
        List.of(
            "count:sep3x3=2.0",
            "count:identity=1.0",
            "count:max3x3=1.0",
            "share:sep3x3=0.5",
            "share:identity=0.25",
            "share:max3x3=0.25",
            "count:pp:sep3x3=0.0",
            "count:p:sep3x3=2.0",
            "count:block:sep3x3=0.0",
            "count:pp:identity=0.0",
            "count:p:identity=0.0",
            "count:block:identity=1.0",
            "count:pp:max3x3=1.0",
            "count:p:max3x3=0.0",
            "count:block:max3x3=0.0",
            "reads:pp=1.0",
            "reads:p=2.0",
            "reads:block=1.0",
            "share:pp=0.25",
            "share:p=0.5",
            "share:block=0.25",
            "blocks=2.0",
            "unreadBlocks=1.0",
            "distinctOperations=3.0",
            "equalOperations=0.0",
            "equalInputs=0.0",
            "weights=3.168",
            "meanWeights=0.792",
            "maxLevel=2.0",
            "meanLevel=1.5",
            "maxMostConvolutions=2.0",
            "meanMostConvolutions=2.0",
            "meanLeastConvolutions=0.0",
            "meanConvolutions=1.25",
            "influence:sep3x3=0.625",
            "influence:identity=0.25",
            "influence:max3x3=0.375"),
        actual);
  }

  @Test
  void aChainOfFiveBlocksHasFiveLevelsAndTenConvolutions() {
    CellFeatures features = new CellFeatures(ALL);
    double[] row =
        row(
            features,
            Cell.parse(
                "p:sep5x5+p:sep5x5,1:sep5x5+1:sep5x5,2:sep5x5+2:sep5x5,3:sep5x5+3:sep5x5,"
                    + "4:sep5x5+4:sep5x5"));
    assertEquals(5, row[features.names().indexOf("maxLevel")]);
    assertEquals(3, row[features.names().indexOf("meanLevel")]);
    assertEquals(10, row[features.names().indexOf("maxMostConvolutions")]);
    assertEquals(6, row[features.names().indexOf("meanLeastConvolutions")]);
    assertEquals(6, row[features.names().indexOf("meanConvolutions")]);
    assertEquals(1, row[features.names().indexOf("unreadBlocks")]);
    assertEquals(5, row[features.names().indexOf("equalInputs")]);
    assertEquals(8, row[features.names().indexOf("count:block:sep5x5")]);
  }

  @Test
  void renumberedBlocksAndSwappedSidesChangeNothing() {
    CellFeatures features = new CellFeatures(ALL);
    double[] one =
        row(features, Cell.parse("pp:sep5x5+pp:max3x3,p:dil3x3+p:avg3x3,1:sep3x3+p:identity"));
    double[] other =
        row(features, Cell.parse("p:avg3x3+p:dil3x3,pp:max3x3+pp:sep5x5,p:identity+2:sep3x3"));
    assertArrayEquals(one, other);
  }

  @Test
  void countsOfOperationsAndOfReadsSumToTheBranches() {
    CellFeatures features = new CellFeatures(ALL);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500; i++) {
      int blocks = 1 + i % 5;
      double[] row = row(features, ALL.random(blocks, random));
      assertEquals(2 * blocks, Arrays.stream(row, 0, 8).sum());
      assertEquals(1, Arrays.stream(row, 8, 16).sum(), 1e-12);
      assertEquals(2 * blocks, Arrays.stream(row, 16, 40).sum());
      assertEquals(2 * blocks, Arrays.stream(row, 40, 43).sum());
      assertTrue(Arrays.stream(row).allMatch(Double::isFinite));
    }
  }

  /** A dilated convolution is one depthwise 3x3 and one pointwise: 9 x 24 + 24 x 24 = 792. */
  @Test
  void aDilatedConvolutionHasHalfTheWeightsOfASeparableOne() {
    CellFeatures features = new CellFeatures(ALL);
    int weights = features.names().indexOf("weights");
    assertEquals(1.584, row(features, Cell.parse("p:dil3x3+pp:dil3x3"))[weights], 1e-12);
    assertEquals(1.584, row(features, Cell.parse("p:sep3x3+pp:identity"))[weights], 1e-12);
  }

  /** The mean number of convolutions on a path, counted in two ways. */
  @Test
  void influencesTimesConvolutionsAreTheMeanConvolutions() {
    CellFeatures features = new CellFeatures(ALL);
    int mean = features.names().indexOf("meanConvolutions");
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 500; i++) {
      double[] row = row(features, ALL.random(1 + i % 5, random));
      double sum = 0;
      for (Operation operation : ALL.operations()) {
        sum += row[features.names().indexOf("influence:" + operation.text())] * operation.depth();
      }
      assertEquals(row[mean], sum, 1e-12);
    }
  }

  @Test
  void namesAreDistinct() {
    List<String> names = new CellFeatures(ALL).names();
    assertEquals(names.size(), new HashSet<>(new ArrayList<>(names)).size());
  }

  @Test
  void anOperationOutsideTheSpaceIsNamed() {
    CellFeatures features =
        new CellFeatures(
            CellSpace.builder().setBlocks(1).optOperations(List.of(Operation.IDENTITY)).build());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> row(features, Cell.parse("p:identity+p:sep3x3")));
    assertTrue(e.getMessage().contains("sep3x3"), e.getMessage());
  }
}
