package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Registry;
import java.util.Locale;

/** Whether mirrored images are used too, in final training or of the model. */
public enum FlipChoice {
  /** Where it helps. */
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
