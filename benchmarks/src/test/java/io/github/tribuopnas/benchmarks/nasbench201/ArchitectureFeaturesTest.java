package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureFeaturesTest {

  private final ArchitectureFeatures features = new ArchitectureFeatures();

  private Map<String, Double> of(String text) {
    double[] row = new double[features.names().size()];
    Arrays.fill(row, -7);
    features.extract(Architecture.parse(text), row);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < row.length; i++) {
      values.put(features.names().get(i), row[i]);
    }
    return values;
  }

  /** Four paths: 3x3; skip, none; 1x1, pool; skip, 3x3, pool: the second passes nothing on. */
  @Test
  void pathsAreThoseCountedByHand() {
    Map<String, Double> of =
        of(
            "|skip_connect~0|+|nor_conv_1x1~0|nor_conv_3x3~1|"
                + "+|nor_conv_3x3~0|none~1|avg_pool_3x3~2|");
    assertEquals(3, of.get("paths"));
    assertEquals(3, of.get("paths:1"));
    assertEquals(0, of.get("paths:0"));
    assertEquals(2, of.get("paths3x3:1"));
    assertEquals(1, of.get("paths3x3:0"));
    assertEquals(2, of.get("pooledPaths"));
    assertEquals(0, of.get("skippedPaths"));
    assertEquals(1, of.get("mostConvolutions"));
    assertEquals(3, of.get("sumOfConvolutions"));
    assertEquals(2, of.get("count:nor_conv_3x3"));
    assertEquals(1, of.get("0-3:nor_conv_3x3"));
    assertEquals(0, of.get("0-3:none"));
  }

  @Test
  void aCellThatPassesNothingOnHasNoPath() {
    Map<String, Double> of = of(new Architecture(0).toString());
    assertEquals(0, of.get("paths"));
    assertEquals(6, of.get("count:none"));
    assertEquals(0, of.get("mostConvolutions"));
  }

  @Test
  void namesAreDistinctAndRowsMustFit() {
    assertEquals(features.names().size(), new HashSet<>(features.names()).size());
    assertThrows(
        IllegalArgumentException.class, () -> features.extract(new Architecture(0), new double[3]));
  }
}
