package io.github.tribuopnas.training.calibration;

import io.github.tribuopnas.base.Require;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network's logits for labeled images.
 *
 * @param logits {@code [image][class]}; or logarithms of probabilities
 * @param labels the class of each image
 */
public record LabeledLogits(double[][] logits, int[] labels) {

  /**
   * Checks that both are of the same images.
   *
   * @param logits {@code [image][class]}; or logarithms of probabilities
   * @param labels the class of each image
   * @throws IllegalArgumentException if there are none, or not as many of both
   */
  public LabeledLogits {
    Require.that(
        logits.length == labels.length && labels.length > 0,
        "the number of labels",
        labels.length,
        "as many as there are logits, and at least 1; there are " + logits.length);
  }

  /**
   * Returns the probabilities at a temperature.
   *
   * @param temperature what logits are divided by, above 0
   * @return {@code [image][class]}, each row adding up to 1
   */
  public double[][] probabilities(double temperature) {
    double[][] probabilities = new double[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = softmax(logits[i], temperature);
    }
    return probabilities;
  }

  private static double[] softmax(double[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double[] softmax = new double[logits.length];
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      softmax[k] = Math.exp((logits[k] - largest) / temperature);
      sum += softmax[k];
    }
    for (int k = 0; k < softmax.length; k++) {
      softmax[k] /= sum;
    }
    return softmax;
  }

  /**
   * Returns the mean cross-entropy of the probabilities at a temperature.
   *
   * @param temperature what logits are divided by, above 0
   * @return at least 0; not a number if a logit is not
   */
  public double loss(double temperature) {
    return loss(temperature, 0);
  }

  /**
   * Returns the cross-entropy if each label is wrong with some probability, all other classes
   * alike.
   */
  double loss(double temperature, double doubt) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      double all = 0;
      for (double logit : logits[i]) {
        largest = Math.max(largest, logit);
        all += logit;
      }
      double exponentials = 0;
      for (double logit : logits[i]) {
        exponentials += Math.exp((logit - largest) / temperature);
      }
      double own = logits[i][labels[i]];
      double others = (all - own) / (logits[i].length - 1);
      double expected = doubt == 0 ? own : (1 - doubt) * own + doubt * others;
      sum += Math.log(exponentials) - (expected - largest) / temperature;
    }
    return sum / logits.length;
  }

  /**
   * Returns the class of each image that has the largest logit, of equals the first.
   *
   * @return as many classes as there are images
   */
  public int[] predicted() {
    int[] predicted = new int[logits.length];
    for (int i = 0; i < logits.length; i++) {
      for (int k = 1; k < logits[i].length; k++) {
        if (logits[i][k] > logits[i][predicted[i]]) {
          predicted[i] = k;
        }
      }
    }
    return predicted;
  }

  /**
   * Returns the fraction of images whose label has the largest logit, of equals the first.
   *
   * @return from 0 to 1
   */
  public double accuracy() {
    int[] predicted = predicted();
    long correct = IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count();
    return (double) correct / logits.length;
  }

  /**
   * Joins logits of different images.
   *
   * @param parts logits of as many classes each, at least one part
   * @return those of all images, part after part
   * @throws IllegalArgumentException if there is no part
   */
  public static LabeledLogits joined(List<LabeledLogits> parts) {
    return new LabeledLogits(
        parts.stream().flatMap(part -> Arrays.stream(part.logits)).toArray(double[][]::new),
        parts.stream().flatMapToInt(part -> Arrays.stream(part.labels)).toArray());
  }
}
