package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import java.util.Optional;

/**
 * The best of a search, of whatever level, trained again before one is chosen: for longer, as the
 * paper trains its best again, or several times with crossed validation.
 *
 * @param kind how they are trained again
 * @param finalists how many, at least 1
 * @param times how many times as long as the full training, above 1; of crossed validation the
 *     folds, a whole number
 */
public record LastRung(Kind kind, int finalists, double times) {

  /** How the best are trained again. */
  public enum Kind {
    /** Once, with a schedule that is so many times as long. */
    LONGER,
    /** For each part of the training images once without it. */
    CROSSED
  }

  /** The last rungs by the form in which they are written. */
  public static final Registry<Optional<LastRung>> FORMS =
      Registry.<Optional<LastRung>>of("last rung")
          .with("off", numbers -> Optional.empty())
          .with("longer(FINALISTS,TIMES)", numbers -> Optional.of(of(Kind.LONGER, numbers)))
          .with("crossed(FINALISTS,FOLDS)", numbers -> Optional.of(of(Kind.CROSSED, numbers)));

  /**
   * Checks the components.
   *
   * @param kind how they are trained again
   * @param finalists how many, at least 1
   * @param times how many times as long as the full training, above 1; of crossed validation the
   *     folds, a whole number
   * @throws IllegalArgumentException if one is outside its range
   */
  public LastRung {
    Require.atLeast("finalists", finalists, 1);
    Require.that(times > 1 && times < Double.POSITIVE_INFINITY, "times", times, "numbers above 1");
    if (kind == Kind.CROSSED) {
      Require.whole("folds", times, "whole numbers from 2");
    }
  }

  /**
   * Returns how many folds crossed validation has.
   *
   * @return the number; 0 if the best are trained for longer
   */
  public int folds() {
    return kind == Kind.CROSSED ? (int) times : 0;
  }

  private static LastRung of(Kind kind, double[] numbers) {
    int finalists = Require.whole("finalists", numbers[0], "whole numbers from 1");
    return new LastRung(kind, finalists, numbers[1]);
  }
}
