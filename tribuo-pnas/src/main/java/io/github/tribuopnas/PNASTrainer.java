package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.doctor.EngineLibrary;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.OwnObjective;
import io.github.tribuopnas.objective.ServedObjectives;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.plan.Task;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyFactory;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.named.NamedStrategies;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateFactory;
import io.github.tribuopnas.surrogate.SurrogateOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Finds a convolutional network for a dataset of images by progressive neural architecture search
 * (Liu et al., ECCV 2018), trains it and returns it as a model on ONNX Runtime.
 *
 * <p>It is made of groups of options, and takes what is not among the named strategies, surrogates,
 * acquisitions and executors from the caller.
 */
public final class PNASTrainer extends ImageTrainer {

  @Config(description = "Which cells may be tried.")
  private SpaceOptions space = new SpaceOptions();

  @Config(description = "What decides which cells are tried.")
  private StrategyOptions strategy = new StrategyOptions();

  @Config(description = "Where trials are, and how long each is trained.")
  private EconomyOptions economy = new EconomyOptions();

  @Config(description = "What is sought besides accuracy, and what the model may cost.")
  private ObjectiveOptions objective = new ObjectiveOptions();

  @Config(description = "What predicts accuracies.")
  private SurrogateOptions surrogate = new SurrogateOptions();

  @Config(description = "The networks and how they are trained.")
  private TrainingOptions training = new TrainingOptions();

  @Config(description = "Which networks are trained fully, and how they become one model.")
  private FinalOptions finals = new FinalOptions();

  @Config(description = "What trains candidates, and what the search may spend.")
  private ExecutionOptions execution = new ExecutionOptions();

  @Config(description = "How much time there is, and what is done with it.")
  private PlanOptions plan = new PlanOptions();

  @Config(description = "Makes the strategy in place of the named one.")
  private @Nullable StrategyFactory strategyFactory;

  @Config(description = "Makes the surrogate in place of the named one.")
  private @Nullable SurrogateFactory surrogateFactory;

  @Config(description = "Chooses beams in place of the named acquisition.")
  private @Nullable Acquisition acquisition;

  @Config(description = "What is measured on exported files and sought besides.")
  private @Nullable OwnObjective ownObjective;

  @Config(description = "Makes what trains candidates in place of the named executor.")
  private @Nullable ExecutorFactory executorFactory;

  /** For OLCUT. */
  private PNASTrainer() {}

  PNASTrainer(PNASTrainerBuilder builder) {
    super(builder.format, builder.seed, builder.device);
    space = builder.space;
    strategy = builder.strategy;
    economy = builder.economy;
    objective = builder.objective;
    ownObjective = builder.ownObjective;
    surrogate = builder.surrogate;
    training = builder.training;
    finals = builder.finals;
    execution = builder.execution;
    plan = builder.plan;
    strategyFactory = builder.strategyFactory;
    surrogateFactory = builder.surrogateFactory;
    acquisition = builder.acquisition;
    executorFactory = builder.executorFactory;
    postConfig();
  }

  /**
   * Starts the settings of a trainer.
   *
   * @return a builder with the defaults of the built-in search
   */
  public static PNASTrainerBuilder builder() {
    return new PNASTrainerBuilder();
  }

  /**
   * Starts from the settings of this trainer.
   *
   * @return a builder with all that this trainer is made of
   */
  public PNASTrainerBuilder toBuilder() {
    PNASTrainerBuilder builder =
        builder()
            .setFormat(format())
            .optSpace(space)
            .optStrategy(strategy)
            .optEconomy(economy)
            .optObjectives(objective)
            .optSurrogate(surrogate)
            .optTraining(training)
            .optFinals(finals)
            .optExecution(execution)
            .optPlan(plan)
            .optSeed(seed())
            .optDevice(device());
    builder.strategyFactory = strategyFactory;
    builder.surrogateFactory = surrogateFactory;
    builder.acquisition = acquisition;
    builder.ownObjective = ownObjective;
    builder.executorFactory = executorFactory;
    return builder;
  }

  @Override
  public void postConfig() {
    super.postConfig();
    ConfigFields.check("execution", () -> NamedExecutors.find(execution.executor()));
    ConfigFields.check("strategy", this::parts);
    SearchParts parts = parts();
    ConfigFields.check("training", () -> network(parts));
    ConfigFields.check("finals", () -> finals.network(network(parts)));
    ConfigFields.check(
        "strategy", () -> parts.strategies().strategy(parts.setup(seed().seed(), network(parts))));
    ConfigFields.check(
        "finals",
        () ->
            Require.that(
                finals.winners() == 1 || Front.tradedOff(parts.objectives()).size() > 1,
                "winners",
                finals.winners(),
                "1, since accuracy alone is sought; see --minimize"));
    int side = format().shape().side();
    ConfigFields.check("training", () -> training.candidateRecipe(side));
    ConfigFields.check("training", () -> training.winnerRecipe(side));
  }

  private NetworkSpec network(SearchParts parts) {
    return parts.network(format().shape(), 2);
  }

  @Override
  public PNASModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    try (SearchOutcome outcome =
        search(
            begin(examples, runProvenance, invocation), PNASListener.NONE, SearchRun.IN_MEMORY)) {
      // Of several winners nobody could close the others.
      outcome.winners().stream().skip(1).forEach(other -> other.model().close());
      return outcome.model();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    }
  }

  /**
   * Searches like {@link #train(Dataset)} and returns all that was found on the way.
   *
   * @param examples the training images
   * @param listener watches
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the dataset cannot be trained on
   * @throws IllegalStateException if no candidate could be trained
   */
  public SearchOutcome search(Dataset<Label> examples, PNASListener listener)
      throws InterruptedException {
    return search(examples, listener, SearchRun.IN_MEMORY);
  }

  /**
   * Searches like {@link #search(Dataset, PNASListener)}, as a run that can be kept.
   *
   * @param examples the training images
   * @param listener watches
   * @param run where the search is kept
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the dataset cannot be trained on
   * @throws IllegalStateException if no candidate could be trained, or trials fail in a row
   */
  public SearchOutcome search(Dataset<Label> examples, PNASListener listener, SearchRun run)
      throws InterruptedException {
    return search(begin(examples, Map.of(), INCREMENT_INVOCATION_COUNT), listener, run);
  }

  /**
   * Searches like {@link #search(Dataset, PNASListener, SearchRun)} on the training images of a
   * set. Candidates are validated with its validation images, if it has some, and nothing is held
   * out; neither candidates nor the winner are trained on those.
   *
   * @param images the images; those for the test are not looked at
   * @param listener watches
   * @param run where the search is kept
   * @return the outcome, to be closed by the caller; its model must be closed apart
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the images cannot be trained on
   * @throws IllegalStateException if no candidate could be trained, or trials fail in a row
   */
  public SearchOutcome search(ImageSet images, PNASListener listener, SearchRun run)
      throws InterruptedException {
    return search(begin(images), listener, run);
  }

  private SearchOutcome search(TrainerRun run, PNASListener listener, SearchRun searchRun)
      throws InterruptedException {
    EngineLibrary.require();
    PNASTrainer preset = withUnset(plan.preset(run.shape(), run.images().size()));
    Optional<Planning> planning =
        Planning.of(
            plan, preset.task(run), searchRun, run, device().choice().resolveAll(notice -> {}));
    PNASTrainer decided =
        planning.map(made -> preset.withUnset(made.plan().options())).orElse(preset);
    return new SearchInvocation(
            decided.parts(), run, device().choice(), listener, searchRun, planning)
        .search();
  }

  /** Returns a trainer with other values of options that have their defaults. */
  private PNASTrainer withUnset(Map<String, String> options) {
    return options.isEmpty() ? this : toBuilder().withUnset(options).build();
  }

  private Task task(TrainerRun run) {
    return new Task(
        space,
        economy,
        training,
        finals,
        run.images().size(),
        run.shape(),
        run.classes(),
        parts().workers(device().choice()));
  }

  /** Returns the parts by which it searches, those of the caller in place of those by name. */
  SearchParts parts() {
    return new SearchParts(
        new StrategyParts(
            space,
            strategy,
            economy,
            surrogateFactory == null ? surrogate : surrogateFactory,
            Optional.ofNullable(acquisition),
            new ServedObjectives(objective, ownObjective)),
        strategyFactory == null ? NamedStrategies.of(strategy.kind()) : strategyFactory,
        executorFactory == null ? NamedExecutors.find(execution.executor()) : executorFactory,
        training,
        finals,
        execution);
  }

  /**
   * Returns what the search optimizes.
   *
   * @return the objectives, the most important first; at least one
   */
  public List<Objective> objectives() {
    return parts().objectives();
  }
}
