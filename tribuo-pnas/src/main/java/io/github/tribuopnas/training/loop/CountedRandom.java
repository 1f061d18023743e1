package io.github.tribuopnas.training.loop;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A {@link SplittableRandom} that counts its draws, so that a training run can be resumed: the
 * count is its state.
 */
final class CountedRandom implements RandomGenerator {

  private final SplittableRandom random;
  private long draws;

  CountedRandom(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public int nextInt() {
    draws++;
    return random.nextInt();
  }

  @Override
  public long nextLong() {
    draws++;
    return random.nextLong();
  }

  long draws() {
    return draws;
  }

  /** Draws until the count is reached; a hundred million draws take less than a second. */
  void skipTo(long count) {
    while (draws < count) {
      nextLong();
    }
  }
}
