package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.evaluation.EvaluationMetrics;
import java.io.PrintWriter;
import java.util.Locale;

/** The numbers of an evaluation for people. */
public final class MetricLines {

  private MetricLines() {}

  /**
   * Prints a line for each number.
   *
   * @param out where to
   * @param prefix what the name of the first line begins with, such as {@code "test "}
   * @param metrics the numbers
   */
  public static void print(PrintWriter out, String prefix, EvaluationMetrics metrics) {
    Summary.line(
        out,
        prefix + "accuracy",
        String.format(
            Locale.ROOT,
            "%.4f ± %.4f, on %,d images",
            metrics.accuracy(),
            metrics.accuracyError(),
            metrics.images()));
    Summary.line(
        out,
        "  over classes",
        String.format(
            Locale.ROOT,
            "balanced accuracy %.4f ± %.4f, macro F1 %.4f",
            metrics.balancedAccuracy(),
            metrics.balancedAccuracyError(),
            metrics.macroF1()));
    if (metrics.logLoss() != null && metrics.expectedCalibrationError() != null) {
      Summary.line(
          out,
          "  probabilities",
          String.format(
              Locale.ROOT,
              "log loss %.4f, expected calibration error %.4f",
              metrics.logLoss(),
              metrics.expectedCalibrationError()));
    }
  }
}
