package io.github.tribuopnas.cli.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, as {@code result.json} and as the last lines on the terminal.
 *
 * @param cell text form of the winning cell
 * @param validationAccuracy its accuracy in the search, 0 to 1
 * @param testAccuracy the accuracy of the exported winner on the test images, null without any
 * @param balancedTestAccuracy the mean of the classes' own accuracies there, null without any
 * @param parameters trainable parameters of all networks of the model
 * @param trials how many candidates were tried
 * @param seconds wall-clock time of it all
 * @param seed the search's seed
 * @param parity largest difference of a probability between DJL and ONNX Runtime
 * @param model what the model is made of
 */
public record RunSummary(
    String cell,
    double validationAccuracy,
    @Nullable Double testAccuracy,
    @Nullable Double balancedTestAccuracy,
    long parameters,
    int trials,
    double seconds,
    long seed,
    double parity,
    FinalSummary model)
    implements Summary {

  @Override
  public void print(PrintWriter out, Path directory) {
    out.println();
    Summary.line(out, "winner", cell);
    Summary.line(
        out, "validation accuracy", String.format(Locale.ROOT, "%.4f", validationAccuracy));
    testAccuracyLine(out, testAccuracy, balancedTestAccuracy);
    Summary.line(out, "parameters", String.format(Locale.ROOT, "%,d", parameters));
    model.print(out);
    Summary.line(out, "trials", Integer.toString(trials));
    Summary.line(out, "time", String.format(Locale.ROOT, "%.0f s", seconds));
    Summary.line(
        out, "parity", String.format(Locale.ROOT, "%.2e between DJL and ONNX Runtime", parity));
    Summary.line(out, "files", directory + ", see " + RunReport.PAGE + " there");
    out.flush();
  }
}
