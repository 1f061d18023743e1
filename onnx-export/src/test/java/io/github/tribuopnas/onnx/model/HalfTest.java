package io.github.tribuopnas.onnx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Values of IEEE 754 binary16. */
class HalfTest {
  @Test
  void everyHalfSurvivesTheRoundTrip() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short half = (short) bits;
      float value = Half.toFloat(half);
      if (!Float.isNaN(value)) {
        assertEquals(half, Half.fromFloat(value));
      }
    }
    assertTrue(Float.isNaN(Half.toFloat(Half.fromFloat(Float.NaN))));
  }

  @Test
  void knownValues() {
    assertEquals(0x3c00, Half.fromFloat(1));
    assertEquals(0x7bff, Half.fromFloat(65504));
    assertEquals(0x7c00, Half.fromFloat(65520));
    assertEquals(0x7bff, Half.fromFloat(65519));
    assertEquals(0x0001, Half.fromFloat(0x1p-24f));
    assertEquals(0x0400, Half.fromFloat(0x1p-14f));
    assertEquals((short) 0x8000, Half.fromFloat(-0f));
  }

  @Test
  void tiesGoToTheEvenNeighbor() {
    assertEquals(0x3c00, Half.fromFloat(1 + 0x1p-11f));
    assertEquals(0x3c02, Half.fromFloat(1 + 3 * 0x1p-11f));
    assertEquals(0x0000, Half.fromFloat(0x1p-25f));
    assertEquals(0x0002, Half.fromFloat(3 * 0x1p-25f));
  }
}
