package io.github.tribuopnas.surrogate.row;

import java.util.SplittableRandom;
import org.tribuo.Trainer;

/**
 * Counts the calls of a trainer and gives each its own random numbers, as Tribuo asks: they depend
 * on the seed and the count alone. Not synchronized; its trainer is.
 */
final class Invocations {

  private final long seed;
  private SplittableRandom random;
  private int count;

  /**
   * Starts at a count of 0.
   *
   * @param seed the seed of the trainer
   */
  Invocations(long seed) {
    this.seed = seed;
    random = new SplittableRandom(seed);
  }

  /**
   * Returns how many calls were counted.
   *
   * @return the count, at least 0
   */
  int count() {
    return count;
  }

  /**
   * Sets the count.
   *
   * @param newCount the number of calls before the next
   * @throws IllegalArgumentException if it is negative
   */
  void set(int newCount) {
    if (newCount < 0) {
      throw new IllegalArgumentException(
          "the invocation count " + newCount + "; allowed are 0 and more");
    }
    random = new SplittableRandom(seed);
    for (count = 0; count < newCount; count++) {
      random.split();
    }
  }

  /**
   * Sets the count, unless it is Tribuo's sign for the next.
   *
   * @param newCount the number of calls before this one, or {@link
   *     Trainer#INCREMENT_INVOCATION_COUNT}
   * @throws IllegalArgumentException if it is negative otherwise
   */
  void begin(int newCount) {
    if (newCount != Trainer.INCREMENT_INVOCATION_COUNT) {
      set(newCount);
    }
  }

  /**
   * Counts a call.
   *
   * @return the random numbers of that call
   */
  SplittableRandom next() {
    count++;
    return random.split();
  }
}
