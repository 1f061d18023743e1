package io.github.tribuopnas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.cli.model.ModelFile;
import io.github.tribuopnas.cli.run.FrontMember;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.RunReport;
import io.github.tribuopnas.cli.run.ShellWords;
import io.github.tribuopnas.cli.run.Summary;
import io.github.tribuopnas.cli.run.TrialTable;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas show}: the state of a search, also while it runs. */
@Command(
    name = "show",
    description = "Print the state and the leaderboard of a search, running or not.",
    footerHeading = "%nExample%n",
    footer = "  pnas show runs/digits-20260101-120000 --csv > trials.csv")
final class ShowCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULT = "result.json";

  /** Of the column with the metric. */
  private static final int LEAST_WIDTH = 8;

  /** How to print. */
  private static final class Form {
    @Option(names = "--csv", description = "All trials in the order of the search, as CSV.")
    private boolean csv;

    @Option(names = "--json", description = "State and all trials, as JSON.")
    private boolean json;

    @Option(names = "--front", description = "The cells that no other dominates.")
    private boolean front;
  }

  @Parameters(index = "0", paramLabel = "RUN", description = "The run directory.")
  private Path run;

  @ArgGroup private final Form form = new Form();

  @Option(names = "--top", paramLabel = "N", description = "Length of the leaderboard.")
  private int top = 10;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Study<Cell> study = Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
    PrintWriter out = spec.commandLine().getOut();
    if (form.csv) {
      out.print(new String(TrialTable.csv(study.ordered()), StandardCharsets.UTF_8));
    } else if (form.json) {
      out.println(
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(json(study, RunDescription.objectives(run))));
    } else if (form.front) {
      FrontMember.print(FrontMember.of(study.ordered(), RunDescription.objectives(run)), out);
    } else {
      print(study, out);
    }
    out.flush();
    return 0;
  }

  private static Map<Integer, int[]> levels(Study<Cell> study) {
    Map<Integer, int[]> levels = new TreeMap<>();
    for (List<Proposal<Cell>> batch : study.batches()) {
      batch.forEach(proposal -> levels.computeIfAbsent(proposal.level(), level -> new int[3])[0]++);
    }
    for (Trial<Cell> trial : study.trials()) {
      int[] counts = levels.computeIfAbsent(trial.proposal().level(), level -> new int[3]);
      counts[1]++;
      if (!trial.isComplete()) {
        counts[2]++;
      }
    }
    return levels;
  }

  private void print(Study<Cell> study, PrintWriter out) throws IOException {
    Optional<JsonNode> result = result();
    out.println(state(study.driver(), result.isPresent()));
    levels(study)
        .forEach(
            (level, counts) ->
                out.printf(
                    Locale.ROOT,
                    "level %d: %d of %d trials ended, %d failed%n",
                    level,
                    counts[1],
                    counts[0],
                    counts[2]));
    out.println();
    List<Objective> objectives = RunDescription.objectives(run);
    Optional<Choice<Cell>> choice =
        Choice.of(OverLimit.without(study.ordered(), overLimits(result)), objectives);
    leaderboard(study, objectives, choice.map(found -> winner(result, found)), out);
    if (choice.isPresent()) {
      out.println();
      Summary.line(out, "winner", winner(result, choice.get()));
      Summary.line(out, "reason", reason(result, choice.get()));
    }
    result.ifPresent(found -> delivered(found, out));
  }

  /** A finished search may have delivered a cell made by hand. */
  private static String winner(Optional<JsonNode> result, Choice<Cell> choice) {
    return result
        .map(found -> found.path("cell").asText(null))
        .orElseGet(() -> choice.winner().architecture().toString());
  }

  private static String reason(Optional<JsonNode> result, Choice<Cell> choice) {
    return result.map(found -> found.path("reason").asText(null)).orElseGet(choice::reason);
  }

  private String state(Optional<String> driver, boolean finished) {
    if (driver.isPresent()) {
      return "driven by " + driver.get();
    }
    return finished
        ? "finished; its files are in " + run
        : "not running; go on with ./pnas resume " + ShellWords.quoted(List.of(run.toString()));
  }

  /** Reads the result of a finished search. */
  private Optional<JsonNode> result() throws IOException {
    Path file = run.resolve(RESULT);
    return Files.exists(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
  }

  /** Reads who would have won, but broke a limit when measured again. */
  private static List<OverLimit> overLimits(Optional<JsonNode> result) {
    Optional<JsonNode> over = result.map(found -> found.get("overLimits"));
    return over.isEmpty() ? List.of() : List.of(JSON.convertValue(over.get(), OverLimit[].class));
  }

  /** Reports the result of a search: how good the model is, and which files hold it. */
  private void delivered(JsonNode result, PrintWriter out) {
    if (result.hasNonNull("earlyEnd")) {
      Summary.line(out, "trials", result.get("earlyEnd").asText());
    }
    String crossed = result.path("folds").asInt() > 0 ? ", by crossed validation" : "";
    JsonNode test = result.path("test");
    if (test.has("accuracy")) {
      Summary.line(
          out,
          "test accuracy",
          String.format(
              Locale.ROOT,
              "%.4f ± %.4f%s",
              test.get("accuracy").asDouble(),
              test.path("accuracyError").asDouble(),
              crossed));
    } else if (result.path("testAccuracy").isNumber()) {
      Summary.line(
          out,
          "test accuracy",
          String.format(Locale.ROOT, "%.4f", result.get("testAccuracy").asDouble()));
    }
    for (String name : List.of(ModelFile.ONNX, ModelFile.TRIBUO, RunReport.PAGE, RunReport.CARD)) {
      if (Files.exists(run.resolve(name))) {
        Summary.line(out, "file", run.resolve(name).toString());
      }
    }
  }

  private void leaderboard(
      Study<Cell> study, List<Objective> objectives, Optional<String> winner, PrintWriter out) {
    Objective objective = objectives.get(0);
    int width = Math.max(LEAST_WIDTH, objective.words().length());
    String error = Metrics.standardError(objective.metric());
    // A study of an earlier release has no errors.
    boolean tellsError =
        study.trials().stream().anyMatch(trial -> trial.metrics().values().containsKey(error));
    // A search that trains everything in full has no fidelities to tell apart.
    boolean tellsFidelity =
        study.trials().stream().anyMatch(trial -> !trial.proposal().fidelity().isFull());
    out.printf(
        Locale.ROOT,
        "%4s  %-" + width + "s  %s%s%-6s  %12s  %s%n",
        "rank",
        objective.words(),
        tellsError ? "error   " : "",
        tellsFidelity ? "fidelity  " : "",
        "blocks",
        "parameters",
        "cell");
    List<Trial<Cell>> best =
        Ranking.ofArchitectures(study.ordered(), objectives).stream().limit(top).toList();
    for (int i = 0; i < best.size(); i++) {
      Trial<Cell> trial = best.get(i);
      double fraction = trial.proposal().fidelity().fraction();
      out.printf(
          Locale.ROOT,
          "%4d  %-" + width + ".4f  %s%s%-6d  %,12d  %s%s%n",
          i + 1,
          objective.value(trial),
          tellsError ? String.format(Locale.ROOT, "%-6.4f  ", trial.metrics().get(error)) : "",
          tellsFidelity ? String.format(Locale.ROOT, "%-8.4f  ", fraction) : "",
          trial.architecture().size(),
          (long) trial.metrics().get(Metrics.PARAMETERS),
          trial.architecture(),
          winner.filter(trial.architecture().toString()::equals).isPresent() ? "  winner" : "");
    }
  }

  private Map<String, Object> json(Study<Cell> study, List<Objective> objectives)
      throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("driver", study.driver().orElse(null));
    state.put("network", study.context().network());
    state.put("recipe", study.context().recipe());
    state.put("data", study.context().data());
    state.put("seed", study.context().seed());
    state.put("asked", study.batches().stream().mapToInt(List::size).sum());
    Optional<JsonNode> result = result();
    Optional<Choice<Cell>> choice =
        Choice.of(OverLimit.without(study.ordered(), overLimits(result)), objectives);
    state.put("winner", choice.map(found -> winner(result, found)).orElse(null));
    state.put("reason", choice.map(found -> reason(result, found)).orElse(null));
    state.put("trials", study.ordered().stream().map(ShowCommand::json).toList());
    return state;
  }

  private static Map<String, Object> trialBase(Trial<Cell> trial) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cell", trial.architecture().toString());
    row.put("level", trial.proposal().level());
    row.put("fidelity", trial.proposal().fidelity().fraction());
    row.put("parent", trial.proposal().parent().map(Cell::toString).orElse(null));
    row.put("status", trial.status());
    row.put("failure", trial.failure().map(Failure::name).orElse(null));
    row.put("reason", trial.reason());
    row.put("predicted", number(trial.proposal().predicted()));
    row.put("standardDeviation", number(trial.proposal().standardDeviation()));
    return row;
  }

  private static Map<String, Object> json(Trial<Cell> trial) {
    Map<String, Object> row = trialBase(trial);
    row.put("metrics", trial.metrics().values());
    row.put("epochAccuracies", trial.run().epochAccuracies());
    row.put("epochLosses", trial.run().epochLosses());
    row.put("worker", trial.run().worker());
    row.put("device", trial.run().device());
    row.put("attempt", trial.run().attempt());
    return row;
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
