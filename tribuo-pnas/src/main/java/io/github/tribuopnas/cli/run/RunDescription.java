package io.github.tribuopnas.cli.run;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.objective.Hindsight;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import io.github.tribuopnas.report.Curve;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.report.Report;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tribuo.Tribuo;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a report shows besides the trials; {@code report.json} in the run directory.
 *
 * @param title the name of the images
 * @param settings the options of the search by name
 * @param versions what it ran on
 * @param command the line that does it again
 * @param curves training curves; empty until the winner is trained
 * @param evaluation how the winner did; null until it is evaluated
 * @param card what people should know of the model; null until there is one
 * @param delivery what came of the front; null until there is a model
 */
public record RunDescription(
    String title,
    Map<String, String> settings,
    Map<String, String> versions,
    String command,
    List<Curve> curves,
    @Nullable Evaluation evaluation,
    @Nullable ModelCard card,
    @Nullable Delivery delivery) {

  /** Its name in a run directory. */
  public static final String FILE = "report.json";

  /** Earlier releases wrote of an evaluation what now follows from its counts. */
  private static final ObjectMapper JSON =
      new ObjectMapper().addMixIn(Evaluation.class, FormerFields.class);

  @JsonIgnoreProperties({"accuracy", "balancedAccuracy"})
  private interface FormerFields {}

  /**
   * Describes a command that is being run.
   *
   * @param title the name of the images
   * @param spec the command, whose options have been parsed
   * @return the description, without curves and evaluation
   */
  public static RunDescription of(String title, CommandSpec spec) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !RunConfiguration.OF_THE_CALL.contains(option.longestName())) {
        settings.put(option.longestName().replaceFirst("^-+", ""), text(value));
      }
    }
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    return new RunDescription(
        title,
        settings,
        installed(),
        "./pnas " + ShellWords.quoted(words),
        List.of(),
        null,
        null,
        null);
  }

  /**
   * Returns the description that a run directory has, or else describes what is being run.
   *
   * @param run the run directory
   * @param title the name of the images
   * @param spec the command, whose options have been parsed
   * @return the description
   * @throws IOException if the directory's description cannot be read
   */
  public static RunDescription in(Path run, String title, CommandSpec spec) throws IOException {
    return Files.exists(run.resolve(FILE)) ? read(run) : of(title, spec);
  }

  private static String text(Object value) {
    return value instanceof Collection<?> values
        ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  /** Returns the versions of all that a run depends on, by name. */
  static Map<String, String> installed() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("tribuo-pnas", ProgramVersion.number());
    versions.put("Tribuo", Tribuo.VERSION);
    versions.put("DJL", Engine.getDjlVersion());
    versions.put("PyTorch", Engine.getEngine("PyTorch").getVersion());
    versions.put("ONNX Runtime", OnnxRuntimeLoader.environment().getVersion());
    versions.put("Java", Runtime.version().toString());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  /** Returns the description of the finished run. */
  RunDescription finished(
      List<Curve> newCurves,
      @Nullable Evaluation newEvaluation,
      ModelCard newCard,
      Delivery newDelivery) {
    return new RunDescription(
        title, settings, versions, command, newCurves, newEvaluation, newCard, newDelivery);
  }

  /**
   * Begins a report of this run.
   *
   * @return a builder that lacks the trials only
   */
  public Report.Builder report() {
    Report.Builder report =
        Report.builder()
            .setTitle(title)
            .optSettings(settings)
            .optVersions(versions)
            .optCommand(command)
            .optCurves(curves)
            .optObjectives(objectives())
            .optConcatenation(
                Concatenation.parse(settings.getOrDefault("concat", Concatenation.ALL.text())));
    if (delivery != null) {
      report.optDelivery(delivery);
    }
    if (card != null) {
      report.optCard(card);
    }
    return evaluation == null ? report : report.optEvaluation(evaluation);
  }

  /**
   * Begins the report of a run that is over or stands still.
   *
   * @param trials all its trials, in the order of the search
   * @param run its directory
   * @return a builder that lacks nothing
   * @throws IOException if the directory cannot be read
   */
  public Report.Builder report(List<Trial<Cell>> trials, Path run) throws IOException {
    Report.Builder report = report().optTrials(trials);
    boolean arePredicted =
        objectives().stream().map(Objective::metric).anyMatch(ServedMeasure::isLearned);
    return arePredicted && Files.exists(run.resolve(SearchRun.STUDY))
        ? report.optPredictions(
            new Hindsight(RunNetwork.read(run).network()).of(trials, objectives()))
        : report;
  }

  /**
   * Returns what the search optimizes.
   *
   * @return the objectives, the most important first
   */
  public List<Objective> objectives() {
    Map<String, String> options = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            options.put("--" + name, value);
          }
        });
    ServedObjectives served = new ServedObjectives(new ObjectiveOptions().withUnset(options), null);
    return Stream.concat(
            EconomyOptions.METRICS
                .parse(settings.getOrDefault("metric", Metrics.ACCURACY))
                .stream(),
            served.objectives().stream())
        .toList();
  }

  /**
   * Returns the content of {@link #FILE}.
   *
   * @return the description as JSON in UTF-8
   * @throws IOException never: nothing is written to a file
   */
  public byte[] json() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  /**
   * Returns what the search of a run optimizes.
   *
   * @param run the run directory
   * @return the objectives, the most important first; the accuracy where there is no description
   * @throws IOException if the description is damaged
   */
  public static List<Objective> objectives(Path run) throws IOException {
    return Files.exists(run.resolve(FILE)) ? read(run).objectives() : List.of(Objective.ACCURACY);
  }

  /**
   * Reads the description of a run.
   *
   * @param run the run directory
   * @return its description
   * @throws IOException if there is none or it is damaged; the message names the file
   */
  public static RunDescription read(Path run) throws IOException {
    Path file = run.resolve(FILE);
    try {
      return JSON.readValue(Files.readAllBytes(file), RunDescription.class);
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException(file + " is no description of a run: " + e.getOriginalMessage(), e);
    }
  }
}
