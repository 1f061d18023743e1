package io.github.tribuopnas.training;

import io.github.tribuopnas.image.PackedImages;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells whether an accuracy, measured after training, is that of guessing.
 *
 * <p>Guessing at its best is always naming the most frequent class, which is right in a fraction p
 * of the validation images. An accuracy a over n of them is at chance if all of this holds:
 *
 * <ul>
 *   <li>it is not above p by more than chance explains: {@code a <= p + z sqrt(p (1 - p) / n)};
 *   <li>n is large enough to say so: the most that the true accuracy may be, {@code a + z sqrt(a'
 *       (1 - a') / n)} with a' the larger of a and p, is below a tenth of the way from p to 1;
 *   <li>the network had at least 100 steps to learn something, in which running statistics settle
 *       too.
 * </ul>
 *
 * <p>z is 2.326, a confidence of 99 %. With ten classes of equal size that needs 260 images for an
 * accuracy up to 0.143, and nothing is said of fewer than 61; with two classes of equal size,
 * nothing of fewer than 542.
 */
public final class ChanceRule {

  private static final double CONFIDENCE_99 = 2.326;
  private static final double CLOSE = 0.1;
  private static final long LEAST_STEPS = 100;

  private final double guess;
  private final int images;

  /**
   * Makes the rule of a validation set.
   *
   * @param validation the images that accuracies are measured on, at least one
   */
  public ChanceRule(PackedImages validation) {
    images = validation.size();
    guess = (double) Arrays.stream(validation.classCounts()).max().orElse(0) / images;
  }

  /**
   * Returns whether an accuracy is that of guessing.
   *
   * @param accuracy measured after training, 0 to 1
   * @param steps the steps of training
   * @return whether the rule applies
   */
  public boolean explains(double accuracy, long steps) {
    double wide = deviations(Math.max(accuracy, guess));
    return steps >= LEAST_STEPS
        && accuracy <= guess + deviations(guess)
        && accuracy + wide < guess + CLOSE * (1 - guess);
  }

  private double deviations(double fraction) {
    return CONFIDENCE_99 * Math.sqrt(fraction * (1 - fraction) / images);
  }

  /**
   * Returns why an accuracy is a failure.
   *
   * @param accuracy measured after training, 0 to 1
   * @param steps the steps of training
   * @return the reason in words, or nothing if the accuracy is not that of guessing
   */
  public Optional<String> reason(double accuracy, long steps) {
    return explains(accuracy, steps)
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the accuracy is at chance: %.4f of %d validation images, where always naming the"
                    + " most frequent class gives %.4f; a smaller learning rate or more epochs may"
                    + " help",
                accuracy,
                images,
                guess))
        : Optional.empty();
  }
}
