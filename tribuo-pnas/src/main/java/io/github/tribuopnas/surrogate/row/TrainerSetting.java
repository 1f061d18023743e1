package io.github.tribuopnas.surrogate.row;

import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** What the settings of a trainer of regressors must fulfill; failures name the setting. */
public final class TrainerSetting {

  private TrainerSetting() {}

  /**
   * Requires a condition.
   *
   * @param trainer the trainer, which the message names by its class
   * @param name the name of the setting
   * @param value its value
   * @param holds whether the value is allowed
   * @param allowed the allowed values, in words that follow "allowed are"
   * @throws PropertyException if the condition does not hold
   */
  public static void require(
      Object trainer, String name, Number value, boolean holds, String allowed) {
    if (!holds) {
      throw new PropertyException(
          "",
          name,
          trainer.getClass().getSimpleName()
              + " with "
              + name
              + " "
              + value
              + "; allowed are "
              + allowed);
    }
  }
}
