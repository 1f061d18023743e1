package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.evaluation.Measures;
import java.io.PrintWriter;
import java.util.Locale;

/** The numbers of an evaluation for people. */
public final class MeasureLines {

  private MeasureLines() {}

  /**
   * Prints a line for each number.
   *
   * @param out where to
   * @param prefix what the name of the first line begins with, such as {@code "test "}
   * @param measures the numbers
   */
  public static void print(PrintWriter out, String prefix, Measures measures) {
    Summary.line(
        out,
        prefix + "accuracy",
        String.format(
            Locale.ROOT,
            "%.4f ± %.4f, on %,d images",
            measures.accuracy(),
            measures.accuracyError(),
            measures.images()));
    Summary.line(
        out,
        "  over classes",
        String.format(
            Locale.ROOT,
            "balanced accuracy %.4f ± %.4f, macro F1 %.4f",
            measures.balancedAccuracy(),
            measures.balancedAccuracyError(),
            measures.macroF1()));
    if (measures.logLoss() != null && measures.expectedCalibrationError() != null) {
      Summary.line(
          out,
          "  probabilities",
          String.format(
              Locale.ROOT,
              "log loss %.4f, expected calibration error %.4f",
              measures.logLoss(),
              measures.expectedCalibrationError()));
    }
  }
}
