package io.github.tribuopnas.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a search found, as {@code result.json} and as the last lines on the terminal.
 *
 * @param cell text form of the winning cell
 * @param validationAccuracy its accuracy in the search, 0 to 1
 * @param testAccuracy the accuracy of the exported winner on the test images, null without any
 * @param balancedTestAccuracy the mean of the classes' own accuracies there, null without any
 * @param parameters trainable parameters of its network
 * @param trials how many candidates were tried
 * @param seconds wall-clock time of it all
 * @param seed the search's seed
 * @param parity largest difference of a probability between DJL and ONNX Runtime
 */
record RunSummary(
    String cell,
    double validationAccuracy,
    Double testAccuracy,
    Double balancedTestAccuracy,
    long parameters,
    int trials,
    double seconds,
    long seed,
    double parity)
    implements Summary {

  @Override
  public void print(PrintWriter out, Path directory) {
    out.println();
    line(out, "winner", cell);
    line(out, "validation accuracy", String.format(Locale.ROOT, "%.4f", validationAccuracy));
    if (testAccuracy != null) {
      line(
          out,
          "test accuracy",
          String.format(
              Locale.ROOT, "%.4f, balanced over classes %.4f", testAccuracy, balancedTestAccuracy));
    }
    line(out, "parameters", String.format(Locale.ROOT, "%,d", parameters));
    line(out, "trials", Integer.toString(trials));
    line(out, "time", String.format(Locale.ROOT, "%.0f s", seconds));
    line(out, "parity", String.format(Locale.ROOT, "%.2e between DJL and ONNX Runtime", parity));
    line(out, "files", directory + ", see " + RunReport.PAGE + " there");
    out.flush();
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-20s%s%n", name, value);
  }
}
