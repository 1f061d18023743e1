package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceRuleTest {

  private static ChanceRule rule(int images, int classes) {
    int[] labels = IntStream.range(0, images).map(i -> i % classes).toArray();
    return new ChanceRule(
        PackedImages.ofBytes(
            ImageFormat.of(1, 1, 1),
            new byte[images],
            labels,
            IntStream.range(0, classes).mapToObj(Integer::toString).toList()));
  }

  @Test
  void guessingAmongTenIsSeenWithManyImagesAndNotWithFew() {
    assertTrue(rule(260, 10).explains(0.1, 128));
    assertTrue(rule(260, 10).explains(0.0, 128));
    assertFalse(rule(60, 10).explains(0.1, 128), "too few to tell");
    assertFalse(rule(260, 10).explains(0.1, 99), "too short a training");
  }

  @Test
  void anAccuracyClearlyAboveGuessingIsNoChance() {
    assertFalse(rule(260, 10).explains(0.15, 128));
    assertFalse(rule(10_000, 10).explains(0.11, 128), "ten standard deviations are 0.03");
    assertTrue(rule(10_000, 10).explains(0.105, 128));
    assertFalse(rule(10_000, 2).explains(0.52, 128));
    assertTrue(rule(10_000, 2).explains(0.5, 128));
    assertFalse(rule(500, 2).explains(0.5, 128), "0.552 cannot be told from 0.5");
  }

  @Test
  void theMostFrequentClassIsWhatGuessingGives() {
    int[] labels = IntStream.range(0, 2000).map(i -> i < 1800 ? 0 : 1).toArray();
    ChanceRule rule =
        new ChanceRule(
            PackedImages.ofBytes(
                ImageFormat.of(1, 1, 1), new byte[2000], labels, java.util.List.of("a", "b")));
    assertFalse(rule.explains(0.9, 128), "0.9156 may be true, and lies above 0.91");
    assertTrue(rule.explains(0.89, 128));
    assertTrue(rule.reason(0.89, 128).orElseThrow().contains("0.9000"));
    assertTrue(rule.reason(0.95, 128).isEmpty());
  }

  /** A network that is right with a fifth of the images is failed once in ten thousand at most. */
  @Test
  void aNetworkThatLearnedIsHardlyEverTakenForAGuess() {
    SplittableRandom random = new SplittableRandom(1);
    ChanceRule rule = rule(260, 10);
    int failed = 0;
    int guesses = 0;
    for (int i = 0; i < 1000; i++) {
      failed += rule.explains(right(random, 0.25), 128) ? 1 : 0;
      guesses += rule.explains(right(random, 0.1), 128) ? 1 : 0;
    }
    assertEquals(0, failed);
    assertTrue(guesses > 950, guesses + " of 1000 guesses were seen");
  }

  private static double right(SplittableRandom random, double fraction) {
    return IntStream.range(0, 260).filter(i -> random.nextDouble() < fraction).count() / 260.0;
  }
}
