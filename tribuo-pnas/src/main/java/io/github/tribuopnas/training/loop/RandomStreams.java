package io.github.tribuopnas.training.loop;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The random streams of a training run: one for each kind of choice, from one seed. */
final class RandomStreams {

  private final long weightSeed;
  private final long headSeed;
  private final CountedRandom augmentation;
  private final CountedRandom order;
  private final CountedRandom noise;

  RandomStreams(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    weightSeed = random.nextLong();
    augmentation = new CountedRandom(random.split());
    order = new CountedRandom(random);
    SplittableRandom other = new SplittableRandom(~seed);
    headSeed = other.nextLong();
    noise = new CountedRandom(other);
  }

  long weightSeed() {
    return weightSeed;
  }

  long headSeed() {
    return headSeed;
  }

  CountedRandom augmentation() {
    return augmentation;
  }

  CountedRandom order() {
    return order;
  }

  /**
   * Returns where the noise of a step comes from; that of replicas after the first has no state.
   */
  RandomGenerator noise(long step, int replica) {
    return replica == 0 ? noise : new SplittableRandom(drawn(headSeed + step) + replica);
  }

  /** Returns where the mixing of a step comes from, which has no state. */
  RandomGenerator mixing(long step) {
    return new SplittableRandom(drawn(weightSeed + step));
  }

  /** Seeds that follow each other give generators that do not. */
  private static long drawn(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  /** Returns how many numbers were drawn from each. */
  long[] draws() {
    return new long[] {augmentation.draws(), order.draws(), noise.draws()};
  }

  void skipTo(long[] draws) {
    augmentation.skipTo(draws[0]);
    order.skipTo(draws[1]);
    noise.skipTo(draws[2]);
  }
}
