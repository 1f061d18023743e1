package io.github.tribuopnas.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on images that it was not trained on: what is counted, from which {@link
 * #metrics} and {@link #classes} follow.
 *
 * @param images which images these are, such as {@code test}
 * @param labels the class labels
 * @param counts how many images of a class, by rows, were given a label, by columns
 * @param logLoss the mean negative log likelihood of the true classes, in nats; null if it was not
 *     measured
 * @param reliability the intervals of a reliability diagram; empty if they were not measured
 * @param mistakes some images labeled wrongly, the most confident first
 * @param explanations which parts of some images their labels depend on
 */
public record Evaluation(
    String images,
    List<String> labels,
    List<List<Integer>> counts,
    @Nullable Double logLoss,
    List<ReliabilityBin> reliability,
    List<LabeledPicture> mistakes,
    List<Explanation> explanations) {

  /** Mistakes that are shown, at most. */
  public static final int MISTAKES = 24;

  /** Explanations that are shown, at most; half of them are of mistakes, if there are as many. */
  public static final int EXPLANATIONS = 12;

  /**
   * Copies the parts; lists that a file of an earlier release lacks are empty.
   *
   * @param images which images these are, such as {@code test}
   * @param labels the class labels
   * @param counts how many images of a class, by rows, were given a label, by columns
   * @param logLoss the mean negative log likelihood of the true classes; null if not measured
   * @param reliability the intervals of a reliability diagram; empty if they were not measured
   * @param mistakes some images labeled wrongly, the most confident first
   * @param explanations which parts of some images their labels depend on
   * @throws IllegalArgumentException if the counts are no square as wide as the labels
   */
  public Evaluation {
    Objects.requireNonNull(images, "images");
    labels = List.copyOf(labels);
    counts = counts.stream().map(List::copyOf).toList();
    reliability = List.copyOf(Objects.requireNonNullElse(reliability, List.of()));
    mistakes = List.copyOf(mistakes);
    explanations = List.copyOf(Objects.requireNonNullElse(explanations, List.of()));
    int size = labels.size();
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException(
          "the counts of " + size + " labels must have as many rows and columns");
    }
  }

  /**
   * Makes an evaluation of counts alone.
   *
   * @param images which images these are, such as {@code test}
   * @param labels the class labels
   * @param counts how many images of a class, by rows, were given a label, by columns
   * @return the evaluation, without what depends on probabilities
   * @throws IllegalArgumentException if the counts are no square as wide as the labels
   */
  public static Evaluation ofCounts(
      String images, List<String> labels, List<List<Integer>> counts) {
    return new Evaluation(images, labels, counts, null, List.of(), List.of(), List.of());
  }

  /**
   * Returns the numbers that sum the evaluation up.
   *
   * @return the metrics
   */
  public EvaluationMetrics metrics() {
    ConfusionMatrix matrix = ConfusionMatrix.of(counts);
    return new EvaluationMetrics(
        matrix.size(),
        matrix.accuracy(),
        StandardError.of(matrix.accuracy(), matrix.size()),
        matrix.balancedAccuracy(),
        StandardError.ofMeanRecall(matrix),
        matrix.macroF1(),
        logLoss,
        reliability.isEmpty() ? null : (Double) Reliability.expectedCalibrationError(reliability));
  }

  /**
   * Returns how each class does.
   *
   * @return a line for each label, in the order of the labels
   */
  public List<ClassMetrics> classes() {
    ConfusionMatrix matrix = ConfusionMatrix.of(counts);
    return matrix
        .classes()
        .mapToObj(
            c ->
                new ClassMetrics(
                    labels.get(c),
                    matrix.images(c),
                    matrix.precision(c),
                    matrix.recall(c),
                    matrix.f1(c)))
        .toList();
  }

  /**
   * A class taken for another.
   *
   * @param actual the number of the class
   * @param predicted the number of the class it was taken for
   * @param images how many images
   */
  public record Confusion(int actual, int predicted, int images) {}

  /**
   * Returns the classes taken for others.
   *
   * @return the most frequent first
   */
  public List<Confusion> confusions() {
    List<Confusion> confusions = new ArrayList<>();
    for (int actual = 0; actual < counts.size(); actual++) {
      for (int predicted = 0; predicted < counts.size(); predicted++) {
        int count = counts.get(actual).get(predicted);
        if (actual != predicted && count > 0) {
          confusions.add(new Confusion(actual, predicted, count));
        }
      }
    }
    confusions.sort(Comparator.comparingInt(Confusion::images).reversed());
    return confusions;
  }

  /**
   * Adds pictures of mistakes.
   *
   * @param shown images labeled wrongly, the most confident first
   * @return the same evaluation with these
   */
  public Evaluation withMistakes(List<LabeledPicture> shown) {
    return new Evaluation(images, labels, counts, logLoss, reliability, shown, explanations);
  }

  /**
   * Adds explanations.
   *
   * @param shown which parts of some images their labels depend on
   * @return the same evaluation with these
   */
  public Evaluation withExplanations(List<Explanation> shown) {
    return new Evaluation(images, labels, counts, logLoss, reliability, mistakes, shown);
  }
}
