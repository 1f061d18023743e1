package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a training, as {@code result.json} and as the last lines on the terminal.
 *
 * @param cell text form of the cell
 * @param validationAccuracy accuracy on the images held out, 0 to 1; null without any
 * @param test how the exported network does on the test images, null without any
 * @param folds in how many parts the images were crossed for that; 0 if the test images are of
 *     their own
 * @param parameters trainable parameters of the network
 * @param recipe fields of the recipe by name
 * @param seconds total wall-clock time; after a resumption, that of the last part only
 * @param seed the seed
 * @param parity largest difference of a probability between DJL and ONNX Runtime
 */
public record TrainingSummary(
    String cell,
    @Nullable Double validationAccuracy,
    @Nullable EvaluationMetrics test,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int folds,
    long parameters,
    Map<String, String> recipe,
    double seconds,
    long seed,
    double parity)
    implements Summary {

  @Override
  public void print(PrintWriter out, Path directory) {
    out.println();
    Summary.line(out, "cell", cell);
    if (validationAccuracy != null) {
      Summary.line(
          out, "validation accuracy", String.format(Locale.ROOT, "%.4f", validationAccuracy));
    }
    testLines(out);
    Summary.line(out, "parameters", String.format(Locale.ROOT, "%,d", parameters));
    Summary.line(out, "time", String.format(Locale.ROOT, "%.0f s", seconds));
    Summary.line(
        out, "parity", String.format(Locale.ROOT, "%.2e between DJL and ONNX Runtime", parity));
    Summary.line(out, "files", directory + ", see " + RunReport.PAGE + " there");
    out.flush();
  }
}
