package io.github.tribuopnas.training;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How training keeps classes with few images from being neglected for those with many. */
public enum ClassBalance implements Named {
  /**
   * Nothing, unless one class has at least five times the images of another. Then {@link
   * #LOGIT_ADJUSTMENT}, but for the final networks of a search only if a {@link BalanceTest} says
   * so.
   */
  AUTO,
  /** Nothing: every image counts the same. */
  NONE,
  /**
   * The loss of an image is multiplied by N / (K n) for N images, K classes and n images of its
   * class, so that all classes weigh the same and the mean weight is 1.
   */
  WEIGHTS,
  /** Each class is drawn equally often in an epoch, which is as long as without. */
  SAMPLING,
  /**
   * The loss adds to the logit of each class the logarithm of its part of the training images, so
   * that the logits themselves need not say how frequent a class is (Menon et al., <i>Long-Tail
   * Learning via Logit Adjustment</i>, ICLR 2021, equation 10 with tau = 1). What label smoothing
   * takes from a label it spreads in the same parts.
   */
  LOGIT_ADJUSTMENT;

  /** How many times the images of another a class must have for {@link #AUTO} to do something. */
  private static final double AUTO_RATIO = 5;

  private static final Registry<ClassBalance> NAMES = Registry.of("balance", values());

  /**
   * Returns the constant of a name.
   *
   * @param text {@code auto}, {@code none}, {@code weights}, {@code sampling} or {@code
   *     logit-adjustment}
   * @return what to do
   * @throws IllegalArgumentException if it is none of these; the message lists them
   */
  public static ClassBalance parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Decides what {@link #AUTO} leaves open, without a test.
   *
   * @param counts how many training images each class has
   * @return this, unless it is AUTO: then NONE or LOGIT_ADJUSTMENT
   */
  public ClassBalance decided(int[] counts) {
    if (this != AUTO) {
      return this;
    }
    return ratio(counts) >= AUTO_RATIO ? LOGIT_ADJUSTMENT : NONE;
  }

  /**
   * Returns how unbalanced classes are.
   *
   * @param counts how many images each class has; classes without images are left out
   * @return how many times the images of the smallest class the largest has, at least 1
   */
  public static double ratio(int[] counts) {
    int most = present(counts).max().orElse(1);
    int least = present(counts).min().orElse(1);
    return (double) most / least;
  }

  private static IntStream present(int[] counts) {
    return Arrays.stream(counts).filter(count -> count > 0);
  }

  /**
   * Returns by what the loss of an image of each class is multiplied.
   *
   * @param counts how many images each class has
   * @return a weight of each class, above 0; 1 where the loss is not weighed
   */
  public double[] weights(int[] counts) {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    if (decided(counts) == WEIGHTS) {
      double images = Arrays.stream(counts).sum();
      long classes = present(counts).count();
      for (int c = 0; c < counts.length; c++) {
        weights[c] = images / (classes * (double) Math.max(1, counts[c]));
      }
    }
    return weights;
  }

  /**
   * Returns what the loss adds to the logit of each class.
   *
   * @param counts how many images each class has; none counts as one
   * @return a number for each class: the logarithm of its part of the images, or 0 where logits are
   *     not adjusted
   */
  public double[] offsets(int[] counts) {
    return decided(counts) == LOGIT_ADJUSTMENT
        ? Arrays.stream(parts(counts)).map(Math::log).toArray()
        : new double[counts.length];
  }

  /**
   * Returns what label smoothing gives each class, whatever the label.
   *
   * @param smoothing the fraction of a label that is spread, 0 to 1
   * @param counts how many images each class has; none counts as one
   * @return equal parts of the fraction, or parts like those of the images where logits are
   *     adjusted
   */
  public double[] spread(double smoothing, int[] counts) {
    if (decided(counts) == LOGIT_ADJUSTMENT) {
      return Arrays.stream(parts(counts)).map(part -> smoothing * part).toArray();
    }
    double[] equal = new double[counts.length];
    Arrays.fill(equal, smoothing / counts.length);
    return equal;
  }

  private static double[] parts(int[] counts) {
    double[] atLeastOne = Arrays.stream(counts).mapToDouble(count -> Math.max(1, count)).toArray();
    double all = Arrays.stream(atLeastOne).sum();
    return Arrays.stream(atLeastOne).map(count -> count / all).toArray();
  }

  /**
   * Returns the largest weight of an image, by which a loss may be above the mean by chance.
   *
   * @param counts how many images each class has
   * @return the weight of the class that weighs most, of those that have images; at least 1
   */
  public double heaviest(int[] counts) {
    double[] weights = weights(counts);
    return IntStream.range(0, counts.length)
        .filter(c -> counts[c] > 0)
        .mapToDouble(c -> weights[c])
        .max()
        .orElse(1);
  }
}
