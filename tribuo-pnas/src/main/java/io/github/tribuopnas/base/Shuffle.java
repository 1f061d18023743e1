package io.github.tribuopnas.base;

import java.util.random.RandomGenerator;

/**
 * The shuffle of Fisher and Yates (Knuth, TAOCP 3.4.2, algorithm P), from the last place to the
 * first. There is one, because the result of a search depends on each draw.
 */
public final class Shuffle {

  private Shuffle() {}

  /**
   * Brings values into random order; each order is equally likely.
   *
   * @param values the values, which change places
   * @param random where the choice comes from; {@code values.length - 1} draws of bounded integers
   */
  public static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /**
   * Returns the numbers below a count in random order.
   *
   * @param count how many numbers, at least 0
   * @param random where the choice comes from
   * @return each number from 0 to {@code count - 1} once
   */
  public static int[] permutation(int count, RandomGenerator random) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    shuffle(values, random);
    return values;
  }
}
