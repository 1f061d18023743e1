package io.github.tribuopnas.benchmarks.nasbench201;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  /** The text of the best cell by validation accuracy on CIFAR-10, as the benchmark writes it. */
  private static final String TEXT =
      "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|"
          + "+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|";

  @Test
  void textsAreThoseOfTheBenchmark() {
    Architecture cell =
        Architecture.of(
            EdgeOperation.CONVOLUTION_3X3,
            EdgeOperation.CONVOLUTION_3X3,
            EdgeOperation.CONVOLUTION_3X3,
            EdgeOperation.SKIP,
            EdgeOperation.CONVOLUTION_3X3,
            EdgeOperation.CONVOLUTION_1X1);
    assertEquals(TEXT, cell.toString());
    assertEquals(cell, Architecture.parse(TEXT));
  }

  @Test
  void everyCellIsReadFromItsText() {
    Set<String> texts = new HashSet<>();
    for (int code = 0; code < Architecture.COUNT; code++) {
      Architecture cell = new Architecture(code);
      texts.add(cell.toString());
      assertEquals(cell, Architecture.parse(cell.toString()));
    }
    assertEquals(15_625, texts.size());
  }

  @Test
  void oneEdgeCanBeChanged() {
    Architecture cell = Architecture.parse(TEXT).with(3, EdgeOperation.AVERAGE_POOL_3X3);
    assertEquals(TEXT.replace("skip_connect", "avg_pool_3x3"), cell.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|none~0|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~1|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|sep_conv~2|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|none~3|"
      })
  void otherTextsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Architecture.parse(text));
  }
}
