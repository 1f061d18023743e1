package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Made-up GPUs, which train a number of epochs a second that depends on how many train. */
class MeasuredWidthTest {

  private static final int MANY = 200;

  /** Runs trials of one epoch in a full pool; returns the widths in their order. */
  private static List<Integer> widths(MeasuredWidth width, IntToDoubleFunction rate, double noise) {
    SplittableRandom random = new SplittableRandom(4);
    List<Integer> widths = new ArrayList<>(List.of(width.workers()));
    for (int i = 0; i < MANY; i++) {
      int workers = width.workers();
      double seconds =
          workers / rate.applyAsDouble(workers) * (1 + noise * random.nextDouble(-1, 1));
      width.ended(width.stage(), workers, 1, 1, seconds);
      if (width.workers() != widths.get(widths.size() - 1)) {
        widths.add(width.workers());
      }
    }
    assertEquals(MeasuredWidth.NO_STAGE, width.stage(), "it is decided");
    return widths;
  }

  @Test
  void allTrainWhereFewerAreSlower() {
    assertEquals(
        List.of(8, 4, 8), widths(MeasuredWidth.from("0", 8), workers -> Math.sqrt(workers), 0));
  }

  @Test
  void theFewestTrainThatAreAsFast() {
    assertEquals(
        List.of(8, 4, 2, 1, 2),
        widths(MeasuredWidth.from("0", 8), workers -> Math.min(workers, 2), 0));
    assertEquals(
        List.of(7, 4, 2, 1), widths(MeasuredWidth.from("0", 7), workers -> 10 - workers, 0));
  }

  @Test
  void trialsOfDifferentLengthsGiveTheSameAnswer() {
    assertEquals(
        List.of(8, 4, 8), widths(MeasuredWidth.from("0", 8), workers -> Math.sqrt(workers), 0.3));
  }

  @Test
  void trialsOfAnotherWidthOrBesideFewerCountNothing() {
    MeasuredWidth width = MeasuredWidth.from("0", 4);
    for (int i = 0; i < MANY; i++) {
      width.ended(width.stage() + 1, 4, 1, 1, 1);
      width.ended(width.stage(), 3, 1, 1, 1);
      width.ended(width.stage(), 5, 1, 1, 1);
      width.ended(width.stage(), 4, 1, 1, Double.NaN);
      width.ended(width.stage(), 4, 1, Double.NaN, 1);
    }
    assertEquals(4, width.workers());
  }

  @Test
  void levelsAreNotComparedWithOneAnother() {
    MeasuredWidth width = MeasuredWidth.from("0", 8);
    for (int i = 0; i < 17; i++) {
      width.ended(width.stage(), 8, 1, 1, 8);
    }
    assertEquals(4, width.workers());
    // Two blocks take twice as long, however many train.
    width.ended(width.stage(), 4, 2, 1, 8);
    assertEquals(8, width.workers(), "it begins again");
    for (int i = 0; i < 16; i++) {
      width.ended(width.stage(), 8, 2, 1, 16);
      width.ended(width.stage(), 8, 1, 1, 1);
    }
    for (int i = 0; i < 8; i++) {
      width.ended(width.stage(), 4, 2, 1, 8);
    }
    assertEquals(2, width.workers(), "four were as fast as eight");
  }

  @Test
  void enginesThatLoadAreNotMeasured() {
    MeasuredWidth width = MeasuredWidth.from("0", 4);
    for (int i = 0; i < 4; i++) {
      width.ended(0, 4, 0, 1, 1000);
    }
    for (int i = 0; i < 4; i++) {
      width.ended(0, 4, 0, 1, 4);
    }
    assertEquals(2, width.workers());
    for (int i = 0; i < 2 + 4; i++) {
      width.ended(1, 2, 0, 1, 4);
    }
    assertEquals(4, width.workers(), "an epoch a second, and half of one");
  }

  @Test
  void whereMemoryLeavesRoomForFewerTheseAreMeasured() {
    MeasuredWidth width = MeasuredWidth.from("0", 8);
    width.ended(0, 8, 0, 1, 1);
    width.atMost(3);
    assertEquals(List.of(3, 2, 3), widths(width, workers -> workers, 0));
    width.atMost(2);
    assertEquals(2, width.workers());
    MeasuredWidth alone = MeasuredWidth.from("0", 2);
    alone.atMost(1);
    assertEquals(1, alone.workers());
    assertEquals(MeasuredWidth.NO_STAGE, alone.stage());
  }

  @Test
  void whatIsNotMeasuredStays() {
    MeasuredWidth width = MeasuredWidth.fixed(5);
    assertEquals(List.of(5), widths(width, workers -> 1, 0));
    width.atMost(4);
    assertEquals(4, width.workers());
    assertTrue(widths(width, workers -> 1, 0).equals(List.of(4)));
  }
}
