package io.github.tribuopnas.onnx.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressionTest {

  @Test
  void arraysOfAnyDepthAndBuffersAreRead() {
    Optional<Progression> counted = Optional.of(new Progression(3, 2, 4));
    assertEquals(counted, Progression.of(new int[] {3, 5, 7, 9}));
    assertEquals(counted, Progression.of(new double[][] {{3, 5}, {7, 9}}));
    assertEquals(counted, Progression.of(FloatBuffer.wrap(new float[] {0, 3, 5, 7, 9}, 1, 4)));
    assertEquals(Optional.of(new Progression(1, 0, 2)), Progression.of(new boolean[] {true, true}));
  }

  @Test
  void otherNumbersHaveNoSuchForm() {
    assertEquals(Optional.empty(), Progression.of(new float[] {0, 1, 3}));
    assertEquals(Optional.empty(), Progression.of(new float[][] {{0, 0}, {0, 1}}));
    assertEquals(Optional.empty(), Progression.of(new String[] {"a"}));
  }

  @Test
  void oneNumberTellsOfNoStep() {
    assertTrue(new Progression(3, 0, 1).fits(new Progression(3, 2, 4)));
    assertFalse(new Progression(3, 0, 2).fits(new Progression(3, 2, 4)));
    assertFalse(new Progression(2, 0, 1).fits(new Progression(3, 2, 4)));
  }
}
