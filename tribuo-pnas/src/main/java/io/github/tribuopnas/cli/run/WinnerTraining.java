package io.github.tribuopnas.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.plan.Plan;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.RecipeBuilder;
import io.github.tribuopnas.training.RecipeField;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine;

/**
 * The training of a search's winner, to be repeated with other settings. A winner that the search
 * has not tried is a cell made by hand, whose network has the direct layout.
 */
public final class WinnerTraining {

  /** Whether training mirrors images, and whether it weighs classes. */
  private static final List<RecipeField> DECIDED =
      List.of(RecipeField.AUGMENTATIONS, RecipeField.BALANCE);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULT = "result.json";

  /** Fields of a recipe that have an option of their own. */
  private static final Set<String> OPTIONS =
      Set.of(RecipeField.EPOCHS.text(), RecipeField.BATCH.text(), RecipeField.LEARNING_RATE.text());

  private final RunConfiguration configuration;
  private final Cell cell;
  private final boolean isMadeByHand;
  private final TrainingOptions training;
  private final FinalOptions finals;
  private final Optional<Integer> epochs;
  private final Map<String, String> decided;
  private final ImageShape image;

  private WinnerTraining(
      RunConfiguration configuration,
      Optional<Plan> plan,
      Cell cell,
      boolean isMadeByHand,
      Optional<Integer> epochs,
      Map<String, String> decided,
      ImageShape image) {
    this.configuration = configuration;
    this.cell = cell;
    this.isMadeByHand = isMadeByHand;
    this.decided = decided;
    this.image = image;
    training = options(configuration, plan, new TrainingOptions());
    finals = options(configuration, plan, new FinalOptions());
    this.epochs = epochs;
  }

  /**
   * Reads the options and the result of a search.
   *
   * @param run its directory
   * @param rank the place of a trial in the leaderboard that {@code pnas show} prints, from 1;
   *     empty for the winner, or the first in the leaderboard while there is none
   * @return the training of its winner
   * @throws IOException if the directory is not that of a search
   * @throws IllegalArgumentException if there is no trial of that rank
   */
  public static WinnerTraining read(Path run, OptionalInt rank) throws IOException {
    RunConfiguration configuration = RunConfiguration.read(run);
    Study<Cell> study = Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
    ImageShape image = RunNetwork.image(JSON.readTree(study.context().network()));
    JsonNode result = result(run);
    Cell cell =
        rank.isPresent() || result.isMissingNode()
            ? tried(study, RunDescription.objectives(run), rank)
            : Cell.parse(result.path("cell").asText());
    boolean isTried = study.trials().stream().anyMatch(trial -> trial.architecture().equals(cell));
    Optional<Plan> plan = Plan.of(run);
    Optional<Integer> epochs = plan.flatMap(made -> epochs(made, cell, result));
    return new WinnerTraining(configuration, plan, cell, !isTried, epochs, decided(result), image);
  }

  /** Returns the result of a run, a missing node while there is none. */
  private static JsonNode result(Path run) throws IOException {
    Path result = run.resolve(RESULT);
    return Files.exists(result) ? JSON.readTree(result.toFile()) : MissingNode.getInstance();
  }

  /** Those of the plan may have been changed while the network was trained. */
  private static Optional<Integer> epochs(Plan plan, Cell cell, JsonNode result) {
    if (!plan.courses().isEmpty()) {
      for (JsonNode network : result.at("/model/networks")) {
        if (network.path("cell").asText().equals(cell.toString())) {
          return Optional.of(network.path("epochs").asInt());
        }
      }
    }
    return plan.epochsOf(cell.toString());
  }

  /** Returns what the images decided; runs of earlier versions do not tell. */
  private static Map<String, String> decided(JsonNode result) {
    Map<String, String> decided = new LinkedHashMap<>();
    JsonNode recipe = result.at("/model/networks/0/recipe");
    for (RecipeField field : DECIDED) {
      if (recipe.has(field.text())) {
        decided.put(field.text(), recipe.get(field.text()).asText());
      }
    }
    return decided;
  }

  private static Cell tried(Study<Cell> study, List<Objective> objectives, OptionalInt rank) {
    return rank.isPresent()
        ? ranked(study, objectives, rank.getAsInt())
        : winner(study, objectives);
  }

  private static Cell winner(Study<Cell> study, List<Objective> objectives) {
    return Choice.of(study.ordered(), objectives)
        .orElseThrow(() -> new IllegalArgumentException("no trial of the search is complete"))
        .winner()
        .architecture();
  }

  private static Cell ranked(Study<Cell> study, List<Objective> objectives, int rank) {
    List<Trial<Cell>> best = Ranking.ofArchitectures(study.ordered(), objectives);
    Require.that(
        rank >= 1 && rank <= best.size(), "trial", rank, "numbers from 1 to " + best.size());
    return best.get(rank - 1).architecture();
  }

  /**
   * Returns the options of a training that repeats it.
   *
   * @param shared the names of options, such as {@code --data}, that mean the same in the search
   * @param given the names of options that have other values now; left out
   * @return words of the form {@code --name=value}
   */
  public List<String> words(Set<String> shared, Set<String> given) {
    NetworkSpec network = finals.network(training.network(cell, image, 2));
    Recipe recipe = recipe();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--cell", cell.toString());
    options.put("--setting", Setting.PROXY.text());
    options.put("--repeats", Integer.toString(network.repeats()));
    options.put("--filters", Integer.toString(network.filters()));
    options.put("--stem-multiplier", Integer.toString(network.stemMultiplier()));
    options.put("--concat", network.concatenation().text());
    options.put("--stem-stride", Integer.toString(network.stemStride()));
    options.put("--layout", (isMadeByHand ? Layout.DIRECT : network.layout()).text());
    options.put("--threads", Integer.toString(finals.threads()));
    // All images are learned from, unless the call asks for accuracies on the way.
    options.put("--validation", "0");
    List<String> words = configuration.wordsOf(shared, given);
    if (!given.contains("--data")
        && words.stream().noneMatch(word -> word.startsWith("--image="))) {
      // The size that the search chose by the pictures.
      options.put("--image", image.toString());
    }
    boolean ownRecipe = given.contains("--recipe");
    recipe
        .fields()
        .forEach(
            (field, value) -> {
              if (OPTIONS.contains(field)) {
                options.put("--" + field, value);
              } else if (!ownRecipe) {
                words.add("--override=" + field + "=" + value);
              }
            });
    options.forEach(
        (name, value) -> {
          boolean ofRecipe = OPTIONS.contains(name.substring(2));
          if (!given.contains(name) && !(ownRecipe && ofRecipe)) {
            words.add(name + "=" + value);
          }
        });
    return words;
  }

  private Recipe recipe() {
    Recipe usual = training.winnerRecipe(image.side());
    RecipeBuilder recipe = epochs.map(usual::stretchedTo).orElse(usual).toBuilder();
    recipe.setAll(decided);
    if (!training.overridesFinal(RecipeField.LABEL_SMOOTHING)) {
      // No image is left out to fit a temperature to, which gives back what smoothing takes.
      recipe.optLabelSmoothing(0);
    }
    return recipe.build();
  }

  /** Returns the options of a search as its plan has completed them. */
  static <G extends OptionGroup<G>> G options(
      RunConfiguration configuration, Optional<Plan> plan, G group) {
    G set = parsed(configuration, group);
    return plan.map(made -> set.withUnset(made.options())).orElse(set);
  }

  /** Fills a group of options from those of a search. */
  private static <G extends OptionGroup<G>> G parsed(RunConfiguration configuration, G group) {
    new CommandLine(group)
        .setUnmatchedArgumentsAllowed(true)
        .parseArgs(configuration.words(Set.of()).toArray(String[]::new));
    group.postConfig();
    return group;
  }
}
