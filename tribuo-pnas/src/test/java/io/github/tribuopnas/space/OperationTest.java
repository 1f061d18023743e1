package io.github.tribuopnas.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

  /** PNAS, section 3.1, in the order of the constants, which is that of cells. */
  @Test
  void thePapersOperationsAreEightByName() {
    assertEquals(
        List.of(
            "sep3x3", "sep5x5", "sep7x7", "conv1x7_7x1", "identity", "avg3x3", "max3x3", "dil3x3"),
        Operation.texts(Operation.PAPER));
    assertEquals(List.of(Operation.values()).subList(0, 8), Operation.PAPER);
  }

  @Test
  void theDefaultSpaceIsThePapersWhateverOperationsThereAre() {
    CellSpace space = CellSpace.builder().setBlocks(5).build();
    assertEquals(Operation.PAPER, space.operations());
  }

  /**
   * By hand between 10 channels: a separable convolution has k x k x 10 and 10 x 10, twice; the
   * pair of 1x7 and 7x1 has 2 x 7 x 10 x 10; the dilated one 9 x 10 and 10 x 10; the inverted
   * bottleneck 10 x 40, 9 x 40 and 40 x 10.
   */
  @ParameterizedTest
  @CsvSource({
    "sep3x3, 2, 380",
    "sep5x5, 2, 700",
    "sep7x7, 2, 1180",
    "conv1x7_7x1, 2, 1400",
    "identity, 0, 0",
    "avg3x3, 0, 0",
    "max3x3, 0, 0",
    "dil3x3, 1, 190",
    "conv1x1, 1, 100",
    "conv3x3, 1, 900",
    "conv3x3x2, 2, 1800",
    "mbconv3x3, 2, 1160"
  })
  void depthAndWeightsAreThoseOfTheLayers(String text, int depth, int weights) {
    Operation operation = Operation.parse(text);
    assertEquals(depth, operation.depth());
    assertEquals(weights, operation.weights(10));
  }

  /** Each constant takes a bit of a cell's parts, and the inputs those behind the last. */
  @Test
  void everyOperationAndInputIsAPartOfItsOwn() {
    CellSpace space =
        CellSpace.builder().setBlocks(5).optOperations(List.of(Operation.values())).build();
    long parts = 0;
    for (Operation operation : Operation.values()) {
      parts |= space.parts(Cell.parse("p:" + operation.text() + "+p:" + operation.text()));
    }
    assertEquals(Operation.values().length + 1, Long.bitCount(parts));
    String chain = "pp:identity+p:identity";
    for (int block = 1; block < 5; block++) {
      chain += "," + block + ":identity+p:identity";
    }
    assertEquals(1 + 6, Long.bitCount(space.parts(Cell.parse(chain))));
  }

  @Test
  void onlyTheIdentityHasNoLayers() {
    for (Operation operation : Operation.values()) {
      assertEquals(operation == Operation.IDENTITY, operation.isIdentity());
    }
  }

  @Test
  void sidesWithoutAMiddleAreRefused() {
    for (int side : IntStream.of(0, -1, 2, 4).toArray()) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> LayerSpec.maxPooling(side));
      assertTrue(e.getMessage().contains("odd"), e.getMessage());
      assertThrows(IllegalArgumentException.class, () -> ConvolutionSpec.full(1, side));
      assertThrows(IllegalArgumentException.class, () -> ConvolutionSpec.depthwise(side, 1));
    }
    assertThrows(IllegalArgumentException.class, () -> ConvolutionSpec.depthwise(3, 0));
    assertThrows(IllegalArgumentException.class, () -> ConvolutionSpec.expanding(0));
    assertThrows(IllegalArgumentException.class, () -> new ConvolutionSpec(true, 3, 3, 1, 2));
    assertThrows(IllegalArgumentException.class, LayerSpec::convolutions);
  }
}
