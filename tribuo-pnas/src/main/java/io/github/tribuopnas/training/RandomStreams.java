package io.github.tribuopnas.training;

import java.util.SplittableRandom;

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

  CountedRandom noise() {
    return noise;
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
