package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.tribuopnas.evaluation.EvaluationMetrics;
import io.github.tribuopnas.report.ServedModel;
import io.github.tribuopnas.search.OverLimit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, as {@code result.json} and as the last lines on the terminal.
 *
 * @param cell text form of the cell of the network that counts most
 * @param reason why it was chosen, in one sentence
 * @param validationAccuracy its accuracy as a candidate of the search, 0 to 1; not the model's.
 *     Null if final training chose another network than the search
 * @param test how the exported winner does on the test images, null without any
 * @param folds in how many parts the images were crossed for that; 0 if the test images are of
 *     their own
 * @param parameters trainable parameters of all networks of the model
 * @param trials how many candidates were tried
 * @param earlyEnd why no more were tried; null if all were that the search was set to try
 * @param seconds total wall-clock time
 * @param seed the search's seed
 * @param parity largest difference of a probability between DJL and ONNX Runtime
 * @param foresight the rank correlation of what was known before the first trial with the trials of
 *     each level, from -1 to 1; empty if nothing was
 * @param model what the model is made of
 * @param front the cells that no other dominates; none if there is one objective
 * @param overLimits who would have won, but broke a limit when measured again
 * @param winners all models that were exported, the winner first; none if accuracy alone is sought
 */
public record RunSummary(
    String cell,
    String reason,
    @Nullable Double validationAccuracy,
    @Nullable EvaluationMetrics test,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int folds,
    long parameters,
    int trials,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String earlyEnd,
    double seconds,
    long seed,
    double parity,
    SortedMap<Integer, Double> foresight,
    FinalSummary model,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FrontMember> front,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OverLimit> overLimits,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ServedModel> winners)
    implements Summary {

  @Override
  public void print(PrintWriter out, Path directory) {
    out.println();
    Summary.line(out, "winner", cell);
    Summary.line(out, "reason", reason);
    testLines(out);
    if (validationAccuracy != null) {
      Summary.line(
          out,
          "as a candidate",
          String.format(
              Locale.ROOT,
              "validation accuracy %.4f, after the short training of the search",
              validationAccuracy));
    }
    Summary.line(out, "parameters", String.format(Locale.ROOT, "%,d", parameters));
    model.print(out);
    if (!front.isEmpty()) {
      Summary.line(out, "front", front.size() + " cells, see ./pnas show --front " + directory);
    }
    overLimits.forEach(over -> Summary.line(out, "over a limit", over.text()));
    for (ServedModel winner : winners) {
      Summary.line(out, "model", winner.file() + ": " + measured(winner) + ", " + winner.cell());
    }
    Summary.line(out, "trials", trials + (earlyEnd == null ? "" : ": " + earlyEnd));
    if (!foresight.isEmpty()) {
      Summary.line(out, "foresight", foreseen());
    }
    Summary.line(out, "time", String.format(Locale.ROOT, "%.0f s", seconds));
    Summary.line(
        out, "parity", String.format(Locale.ROOT, "%.2e between DJL and ONNX Runtime", parity));
    Summary.line(out, "files", directory + ", see " + RunReport.PAGE + " there");
    out.flush();
  }

  private static String measured(ServedModel winner) {
    Stream<String> accuracy =
        Stream.ofNullable(winner.testAccuracy())
            .map(value -> String.format(Locale.ROOT, "test accuracy %.4f", value));
    Stream<String> others =
        winner.measured().entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %.4g", entry.getKey(), entry.getValue()));
    return Stream.concat(accuracy, others).collect(Collectors.joining(", "));
  }

  private String foreseen() {
    return foresight.entrySet().stream()
        .map(
            level ->
                String.format(Locale.ROOT, "%.2f at level %d", level.getValue(), level.getKey()))
        .collect(
            Collectors.joining(
                ", ", "rank correlation of what was known before the first trial: ", ""));
  }
}
