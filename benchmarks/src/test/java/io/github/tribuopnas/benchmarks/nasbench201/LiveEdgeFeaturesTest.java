package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveEdgeFeaturesTest {

  private final LiveEdgeFeatures features = new LiveEdgeFeatures();

  private List<String> set(String cell) {
    double[] row = new double[features.names().size()];
    features.extract(Architecture.parse(cell), row);
    return IntStream.range(0, row.length)
        .filter(i -> features.names().get(i).startsWith("live:") && row[i] == 1)
        .mapToObj(features.names()::get)
        .toList();
  }

  @Test
  void edgesThatNothingComesThroughAreLeftOut() {
    assertEquals(
        List.of("live:0-3:nor_conv_3x3"),
        set("|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|"));
    assertEquals(
        List.of("live:0-1:nor_conv_1x1", "live:1-2:skip_connect", "live:2-3:avg_pool_3x3"),
        set("|nor_conv_1x1~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|"));
  }
}
