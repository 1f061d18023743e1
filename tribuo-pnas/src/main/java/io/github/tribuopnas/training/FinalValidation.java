package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What final networks are compared and calibrated on: images that none of them is trained on, or,
 * where there are few images, all of them by networks that are trained again without a part each.
 *
 * @param fraction of the training images that is left out, from 0 to below 1; empty if their number
 *     decides, or all are crossed
 * @param folds in how many parts all are crossed; empty if their number decides, or some are left
 *     out
 */
record FinalValidation(OptionalDouble fraction, OptionalInt folds) {

  /** Leaves some out of many images, and crosses few. */
  static final String AUTO = "auto";

  /** Of fewer images, those that can be spared tell little. */
  private static final int LEAST_IMAGES = 1_000;

  private static final int LEAST_HELD_OUT = 200;
  private static final int MOST_HELD_OUT = 2_000;
  private static final double USUAL_FRACTION = 0.05;

  private static final int FOLDS = 3;

  /** Of fewer images, networks should have four fifths. */
  private static final int VERY_FEW_IMAGES = 300;

  private static final int FOLDS_OF_VERY_FEW = 5;

  /** Fewer images tell nothing of a temperature. */
  private static final int LEAST_CROSSED = 20;

  private static final Registry<FinalValidation> NAMED =
      Registry.<FinalValidation>of("validation of final training")
          .with(AUTO, numbers -> new FinalValidation(OptionalDouble.empty(), OptionalInt.empty()))
          .with(
              "crossed(FOLDS)",
              numbers -> crossed(Require.whole("folds", numbers[0], "whole numbers from 2")));

  private static FinalValidation crossed(int folds) {
    Require.atLeast("folds", folds, 2);
    return new FinalValidation(OptionalDouble.empty(), OptionalInt.of(folds));
  }

  /**
   * Reads a choice.
   *
   * @param text {@code auto}, {@code crossed(FOLDS)} or a fraction from 0 to below 1
   * @throws IllegalArgumentException if it is none of these
   */
  static FinalValidation parse(String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return NAMED.parse(text);
    }
    return new FinalValidation(
        OptionalDouble.of(Require.fraction("the fraction of validation images", number)),
        OptionalInt.empty());
  }

  /** Returns which fraction of so many training images is left out; 0 if none is. */
  double fraction(int images) {
    if (folds.isPresent() || images < LEAST_IMAGES) {
      return fraction.orElse(0);
    }
    double usual = Math.min(Math.max(USUAL_FRACTION * images, LEAST_HELD_OUT), MOST_HELD_OUT);
    return fraction.orElse(usual / images);
  }

  /** Returns in how many parts so many training images are crossed; 0 if they are not. */
  int folds(int images) {
    if (folds.isPresent()) {
      return Require.range("the number of folds", folds.getAsInt(), 2, images);
    }
    if (fraction.isPresent() || images >= LEAST_IMAGES || images < LEAST_CROSSED) {
      return 0;
    }
    return images < VERY_FEW_IMAGES ? FOLDS_OF_VERY_FEW : FOLDS;
  }
}
