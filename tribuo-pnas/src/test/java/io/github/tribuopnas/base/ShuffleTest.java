package io.github.tribuopnas.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** Swapping each place, from the last, with the first turns the row by one. */
  @Test
  void placesAreDrawnFromTheLastToTheFirst() {
    assertArrayEquals(new int[] {1, 2, 3, 0}, Shuffle.permutation(4, new Fixed(0)));
    assertArrayEquals(new int[] {0, 2, 3, 1}, Shuffle.permutation(4, new Fixed(1)));
  }

  /** Draws a number, or the largest that is allowed. */
  private record Fixed(int number) implements RandomGenerator {
    @Override
    public int nextInt(int bound) {
      return Math.min(number, bound - 1);
    }

    @Override
    public long nextLong() {
      throw new AssertionError("only bounded numbers are drawn");
    }
  }
}
