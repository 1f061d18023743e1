package io.github.tribuopnas.surrogate.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class CellTokensTest {

  private static final CellTokens TOKENS = new CellTokens(CellSpace.builder().setBlocks(3).build());

  private static double[] row(String cell) {
    double[] row = new double[TOKENS.names().size()];
    Arrays.fill(row, Double.NaN);
    TOKENS.extract(Cell.parse(cell), row);
    return row;
  }

  /** Inputs: pp is 1, p 2, block 1 3. Operations: sep3x3 is 1, sep5x5 2, max3x3 7, identity 5. */
  @Test
  void aCellIsWrittenBlockByBlockAndPadded() {
    assertEquals(
        List.of("block1:input1", "block1:input2", "block1:operation1", "block1:operation2"),
        TOKENS.names().subList(0, 4));
    assertArrayEquals(
        new double[] {1, 2, 7, 1, 2, 3, 2, 5, 0, 0, 0, 0},
        row("pp:max3x3+p:sep3x3,p:sep5x5+1:identity"));
  }

  @Test
  void aCellLargerThanTheSpaceIsRefused() {
    String four = "p:sep3x3+p:sep3x3,1:sep3x3+1:sep3x3,2:sep3x3+2:sep3x3,3:sep3x3+3:sep3x3";
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> row(four));
    assertTrue(e.getMessage().contains("up to 3"), e.getMessage());
  }

  private static MutableDataset<Regressor> dataset(List<String> names, double[] values) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("tokens", factory), factory);
    dataset.add(new ArrayExample<>(new Regressor("y", 1), names.toArray(String[]::new), values));
    return dataset;
  }

  @Test
  void tokensAreReadBackFromAnExample() {
    double[] row = row("pp:max3x3+p:sep3x3,p:sep5x5+1:identity");
    MutableDataset<Regressor> dataset = dataset(TOKENS.names(), row);
    TokenRows rows = new TokenRows(dataset.getFeatureIDMap(), 8);
    assertEquals(12, rows.length());
    assertArrayEquals(new int[] {0, 1, 6, 0, 1, 2, 1, 4}, rows.tokens(dataset.getExample(0)));
  }

  @Test
  void otherFeaturesAreRefusedWithTheNameOfTheRightOnes() {
    MutableDataset<Regressor> dataset = dataset(List.of("a", "b"), new double[] {1, 2});
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new TokenRows(dataset.getFeatureIDMap(), 8));
    assertTrue(e.getMessage().contains("CellTokens"), e.getMessage());
  }

  @Test
  void aNumberThatIsNoTokenIsRefused() {
    for (double bad : new double[] {0.5, 9, -1}) {
      double[] row = row("pp:max3x3+p:sep3x3");
      row[2] = bad;
      MutableDataset<Regressor> dataset = dataset(TOKENS.names(), row);
      TokenRows rows = new TokenRows(dataset.getFeatureIDMap(), 8);
      Example<Regressor> example = dataset.getExample(0);
      assertThrows(IllegalArgumentException.class, () -> rows.tokens(example), "token " + bad);
    }
  }
}
