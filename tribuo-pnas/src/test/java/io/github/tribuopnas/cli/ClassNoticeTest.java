package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassNoticeTest {

  private static PackedImages images(int ill, int healthy) {
    int[] labels = new int[ill + healthy];
    for (int i = ill; i < labels.length; i++) {
      labels[i] = 1;
    }
    return PackedImages.ofBytes(
        ImageFormat.of(1, 1, 1), new byte[labels.length], labels, List.of("ill", "healthy"));
  }

  /** A training has no --balance, and compares nothing. */
  @Test
  void theOptionOfTheCommandIsNamed() {
    String found = "classes: 78 training images of ill, 2 of healthy, 39 to 1; ";
    assertEquals(
        Optional.of(
            found
                + "training makes up for it by logit adjustment (--balance none leaves it), and the"
                + " search compares both before it trains final networks"),
        ClassNotice.ofSearch(images(78, 2), ClassBalance.AUTO));
    assertEquals(
        Optional.of(
            found
                + "training makes up for it by logit adjustment (--override balance=none leaves"
                + " it)"),
        ClassNotice.ofTraining(images(78, 2), ClassBalance.AUTO));
    assertEquals(
        Optional.of(found + "nothing is done about it; see --override balance"),
        ClassNotice.ofTraining(images(78, 2), ClassBalance.NONE));
  }

  @Test
  void smallRatiosHaveATenth() {
    assertEquals(
        Optional.of(
            "classes: 5 training images of ill, 2 of healthy, 2.5 to 1; nothing is done about it;"
                + " see --balance"),
        ClassNotice.ofSearch(images(5, 2), ClassBalance.AUTO));
    assertEquals(Optional.empty(), ClassNotice.ofSearch(images(3, 2), ClassBalance.AUTO));
  }
}
