package io.github.tribuopnas.onnx.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a diagonal parts is recognized from a small matrix and a large one. */
class BandedTest {
  private static final List<Shape> SQUARES = List.of(new Shape(2, 2), new Shape(1, 3, 3));

  private static Optional<Banded> found(List<Shape> shapes, double[] a, double[] b) {
    return Banded.of(DataType.FLOAT32, shapes, List.of(a, b));
  }

  @Test
  void anIdentityHasItsOnesOnTheDiagonal() {
    assertEquals(
        Optional.of(new Banded(0, 0, 1, 0)),
        found(SQUARES, new double[] {1, 0, 0, 1}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}));
  }

  @Test
  void aCausalMaskEndsAtTheDiagonal() {
    double far = Double.NEGATIVE_INFINITY;
    assertEquals(
        Optional.of(new Banded(1, 0, far, far)),
        found(
            SQUARES, new double[] {0, far, 0, 0}, new double[] {0, far, far, 0, 0, far, 0, 0, 0}));
  }

  @Test
  void whatSeveralDiagonalsPartIsNone() {
    Shape square = new Shape(3, 3);
    double[] band = {1, 1, 0, 1, 1, 1, 0, 1, 1};
    assertEquals(Optional.empty(), found(List.of(square, square), band, band));
    double[] corner = {1, 0, 0, 0, 0, 0, 0, 0, 0};
    assertEquals(Optional.empty(), found(List.of(square, square), corner, corner));
  }

  @Test
  void matricesOfSeveralExamplesAreNone() {
    double[] two = {1, 0, 0, 1, 1, 0, 0, 1};
    Shape batch = new Shape(2, 2, 2);
    assertEquals(Optional.empty(), found(List.of(batch, batch), two, two));
  }

  /** From the identity of 2 and the mask of 3 follows nothing. */
  @Test
  void matricesOfOtherKindsHaveNothingInCommon() {
    assertEquals(
        Optional.empty(),
        found(SQUARES, new double[] {1, 0, 0, 1}, new double[] {0, 1, 1, 0, 0, 1, 0, 0, 0}));
  }
}
