package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.training.augment.MirrorTest;

/** Whether final networks are trained on mirrored images too. */
public enum FlipChoice implements Named {
  /** If {@link MirrorTest} allows it. */
  AUTO,
  /** Always. */
  ON,
  /** Never. */
  OFF;

  private static final Registry<FlipChoice> NAMES = Registry.of("choice of flips", values());

  /**
   * Returns the choice with a given text: the inverse of {@link #text}.
   *
   * @param text the text
   * @return the choice
   * @throws IllegalArgumentException if there is none
   */
  public static FlipChoice parse(String text) {
    return NAMES.parse(text);
  }
}
