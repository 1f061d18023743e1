package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.training.augment.MirrorTest;
import java.util.Locale;

/** Whether final networks are trained on mirrored images too. */
public enum FlipChoice {
  /** If {@link MirrorTest} allows it. */
  AUTO,
  /** Always. */
  ON,
  /** Never. */
  OFF;

  private static final Registry<FlipChoice> NAMES =
      Registry.of("choice of flips", values(), FlipChoice::text);

  /**
   * Returns the name used in commands and files.
   *
   * @return the text, such as {@code auto}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

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
