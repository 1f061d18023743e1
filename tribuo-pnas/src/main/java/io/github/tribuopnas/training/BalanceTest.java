package io.github.tribuopnas.training;

import io.github.tribuopnas.evaluation.ConfusionMatrix;
import io.github.tribuopnas.evaluation.ScoreDifference;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import java.util.Locale;

/**
 * Decides whether training makes up for unbalanced classes, by a network that was trained with
 * {@link ClassBalance#LOGIT_ADJUSTMENT} and without: it does unless the mean recall of the classes
 * is better without by more than a standard error. The accuracy, in which large classes count more,
 * often loses a little by it.
 *
 * @param images how many images both networks labeled that they were not trained on
 * @param balanced balanced accuracy without adjustment and with it
 * @param accuracy accuracy likewise
 */
public record BalanceTest(int images, ScoreDifference balanced, ScoreDifference accuracy) {

  /** How many images of the smallest class are needed to tell anything of its recall. */
  private static final int LEAST_OF_A_CLASS = 5;

  /**
   * Compares two networks.
   *
   * @param none logits of the one that was trained with {@link ClassBalance#NONE}
   * @param adjusted logits of the other, with {@link ClassBalance#LOGIT_ADJUSTMENT}, for the same
   *     images in the same order; at least two
   * @return what was counted
   */
  public static BalanceTest of(LabeledLogits none, LabeledLogits adjusted) {
    int[] labels = none.labels();
    int classes = none.logits()[0].length;
    int[] one = none.predicted();
    int[] other = adjusted.predicted();
    return new BalanceTest(
        labels.length,
        ScoreDifference.of(classes, labels, one, other, ConfusionMatrix::balancedAccuracy),
        ScoreDifference.of(classes, labels, one, other, ConfusionMatrix::accuracy));
  }

  /**
   * Returns whether images suffice for a test.
   *
   * @param counts how many images of each class are judged; classes without images are left out
   * @return whether the smallest has at least five
   */
  public static boolean isPossible(int[] counts) {
    for (int count : counts) {
      if (count > 0 && count < LEAST_OF_A_CLASS) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns what training does. A small class has so few images to judge by that a gain seldom
   * shows; so the adjustment is given up only if it does worse.
   *
   * @return none if the balanced accuracy gains from it by more than chance, else logit adjustment
   */
  public ClassBalance chosen() {
    return balanced.reversed().isGain() ? ClassBalance.NONE : ClassBalance.LOGIT_ADJUSTMENT;
  }

  /**
   * Tells it to people.
   *
   * @return a line without a full stop
   */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s: on %,d validation images, logit adjustment gives a balanced accuracy of %.4f, none"
            + " %.4f, with a standard error of %.4f of the difference; accuracy %.4f and %.4f",
        chosen().text(),
        images,
        balanced.second(),
        balanced.first(),
        balanced.standardError(),
        accuracy.second(),
        accuracy.first());
  }
}
