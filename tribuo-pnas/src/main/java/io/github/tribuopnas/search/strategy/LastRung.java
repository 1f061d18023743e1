package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import java.util.Optional;

/**
 * The best of a search, of whatever level, trained again for longer before one is chosen, as the
 * paper trains its best again.
 *
 * @param finalists how many, at least 1
 * @param times how many times as long as the full training, above 1
 */
public record LastRung(int finalists, double times) {

  /** The last rungs by the form in which they are written. */
  public static final Registry<Optional<LastRung>> FORMS =
      Registry.<Optional<LastRung>>of("last rung")
          .with("off", numbers -> Optional.empty())
          .with("longer(FINALISTS,TIMES)", numbers -> Optional.of(of(numbers)));

  /**
   * Checks the components.
   *
   * @param finalists how many, at least 1
   * @param times how many times as long as the full training, above 1
   * @throws IllegalArgumentException if one is outside its range
   */
  public LastRung {
    Require.atLeast("finalists", finalists, 1);
    Require.that(times > 1 && times < Double.POSITIVE_INFINITY, "times", times, "numbers above 1");
  }

  private static LastRung of(double[] numbers) {
    Require.that(
        numbers[0] == Math.rint(numbers[0]), "finalists", numbers[0], "whole numbers from 1");
    return new LastRung((int) numbers[0], numbers[1]);
  }
}
