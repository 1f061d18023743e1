package io.github.tribuopnas.cli;

import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.PNASTrainerBuilder;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.cli.progress.ListenerGroup;
import io.github.tribuopnas.cli.progress.ProcessorTime;
import io.github.tribuopnas.cli.progress.ProgressDisplay;
import io.github.tribuopnas.cli.progress.SearchProgress;
import io.github.tribuopnas.cli.progress.UnreadableImages;
import io.github.tribuopnas.cli.run.FinalSummary;
import io.github.tribuopnas.cli.run.FrontMember;
import io.github.tribuopnas.cli.run.RunConfiguration;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.cli.run.RunReport;
import io.github.tribuopnas.cli.run.RunSummary;
import io.github.tribuopnas.cli.run.ShellWords;
import io.github.tribuopnas.cli.run.TrialTable;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.plan.Preset;
import io.github.tribuopnas.plan.TimeFrame;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.search.Choice;
import io.github.tribuopnas.search.FailuresInARowException;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.serving.Latency;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.SeedOptions;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pnas search}: from images to a model. */
@Command(
    name = "search",
    description = "Search for a network, train it and export it.",
    showDefaultValues = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples%n",
    footer = {
      "  pnas search",
      "      searches the built-in handwritten digits, in one to three minutes on two cores",
      "  pnas search --data images --beam 32 --blocks 4 --epochs 10",
      "      searches images/train/CLASS/*.png, or whatever image files lie there"
    })
final class SearchCommand implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @ArgGroup(validate = false, heading = "%nImages and files%n")
  private final ImageOptions imageOptions = new ImageOptions();

  @ArgGroup(validate = false, heading = "%nConfiguration file%n")
  private final ConfigurationOptions configuration = new ConfigurationOptions();

  @ArgGroup(validate = false, heading = "%nTime%n")
  private final PlanOptions plan = new PlanOptions();

  @ArgGroup(validate = false, heading = "%nSpace of cells%n")
  private final SpaceOptions space = new SpaceOptions();

  @ArgGroup(validate = false, heading = "%nSearch%n")
  private final StrategyOptions strategy = new StrategyOptions();

  @ArgGroup(validate = false, heading = "%nEconomy%n")
  private final EconomyOptions economy = new EconomyOptions();

  @ArgGroup(validate = false, heading = "%nObjectives besides accuracy%n")
  private final ObjectiveOptions objective = new ObjectiveOptions();

  @ArgGroup(validate = false, heading = "%nSurrogate%n")
  private final SurrogateOptions surrogate = new SurrogateOptions();

  @ArgGroup(validate = false, heading = "%nNetworks and training%n")
  private final TrainingOptions training = new TrainingOptions();

  @ArgGroup(validate = false, heading = "%nFinal networks%n")
  private final FinalOptions finals = new FinalOptions();

  @ArgGroup(validate = false, heading = "%nSeed%n")
  private final SeedOptions seed = new SeedOptions();

  @ArgGroup(validate = false, heading = "%nDevice%n")
  private final DeviceOptions device = new DeviceOptions();

  @ArgGroup(validate = false, heading = "%nWorkers and limits%n")
  private final ExecutionOptions execution = new ExecutionOptions();

  @ArgGroup(validate = false, heading = "%nInterrupted searches%n")
  private final ContinuationOptions continuation = new ContinuationOptions();

  @ArgGroup(validate = false, heading = "%nOutput%n")
  private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PNASTrainerBuilder builder = configuration.read(spec);
    ImageSet images = images();
    preset(images.train());
    PNASTrainer trainer = trainer(builder.setFormat(images.train().format()));
    ClassNotice.ofSearch(images.train().images(), training.candidateRecipe(1).balance())
        .ifPresent(output.messages(spec)::println);
    Path directory = imageOptions.runDirectory(images.name());
    prepare(directory);
    SearchRun run =
        run(directory).within(TimeFrame.ofProgram(images.test().map(ImageDataset::size).orElse(0)));
    int folds = imageOptions.folds(images);
    Interruption.watch(spec.commandLine().getErr());
    try {
      return search(images, trainer, directory, folds == 0 ? run : run.crossing(folds));
    } catch (InterruptedException e) {
      spec.commandLine()
          .getErr()
          .println(
              "pnas: stopped; go on with: ./pnas resume " + ShellWords.quoted(words(directory)));
      return Interruption.STATUS;
    } catch (FailuresInARowException e) {
      throw new IllegalStateException(
          e.getMessage()
              + "; repair the cause, then go on with: ./pnas resume --retry-failed "
              + ShellWords.quoted(words(directory)),
          e);
    }
  }

  private ImageSet images() throws IOException {
    ImageSet read = imageOptions.read(output.downloads(), plan.imageSide());
    UnreadableImages.print(read, spec.commandLine().getErr());
    ImageSet complete = imageOptions.withTest(read, seed.seed(), output.messages(spec));
    return imageOptions.limit(complete, seed.seed());
  }

  /** Sets the options that a preset has and the command line does not. */
  private void preset(ImageDataset train) {
    boolean isDecided =
        continuation.resume
            || configuration.isGiven()
            || plan.timeLimit().isPresent()
            || plan.plan().isPresent();
    Optional<Preset> usual = isDecided ? Optional.empty() : Optional.of(Preset.GOOD);
    UnsetOptions unset = new UnsetOptions(spec);
    plan.preset()
        .or(() -> usual)
        .map(preset -> preset.options(train.format().shape(), train.size(), unset.given()))
        .ifPresent(
            options ->
                Stream.of(space, strategy, economy, surrogate, training, finals)
                    .map(group -> group.withUnset(options))
                    .forEach(unset::take));
  }

  private static List<String> words(Path directory) {
    return List.of(directory.toString());
  }

  private void prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve(SearchRun.STUDY)) && !continuation.resume) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          directory
              + " holds a search already: go on with it by ./pnas resume "
              + ShellWords.quoted(words(directory))
              + ", or choose another --out");
    }
    if (!continuation.resume && RunFiles.winner(directory).isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          RunFiles.winner(directory).get() + " is the winner of another run: choose another --out");
    }
    RunConfiguration.of(spec).writeTo(directory);
  }

  private PNASTrainer trainer(PNASTrainerBuilder builder) {
    DeviceOptions resolved = Devices.resolved(device, output.messages(spec));
    PNASTrainer trainer =
        builder
            .optSpace(space)
            .optStrategy(strategy)
            .optEconomy(economy)
            .optObjectives(objective)
            .optSurrogate(surrogate)
            .optTraining(training)
            .optFinals(finals)
            .optExecution(execution)
            .optPlan(plan.withoutPreset())
            .optSeed(seed)
            .optDevice(resolved)
            .build();
    Devices.tell(resolved, training.candidateRecipe(1).precision(), output.messages(spec));
    return trainer;
  }

  private SearchRun run(Path directory) {
    SearchRun run = SearchRun.in(directory).telling(output.messages(spec)::println);
    return continuation.retryFailed ? run.retryingFailed() : run;
  }

  private int search(ImageSet images, PNASTrainer trainer, Path directory, SearchRun run)
      throws Exception {
    long start = System.nanoTime();
    ProgressDisplay display = output.display(spec);
    RunReport report = new RunReport(directory, RunDescription.in(directory, images.name(), spec));
    SearchProgress progress = new SearchProgress(output.messages(spec), display, System::nanoTime);
    ProcessorTime time = new ProcessorTime();
    PNASListener listener = new ListenerGroup(progress, report, time);
    try (SearchOutcome outcome = search(trainer, images, listener, display, run)) {
      WinnerFiles files = new WinnerFiles(directory, images);
      double parity = files.parity(outcome.winners().get(0));
      try (PNASModel model = outcome.model()) {
        Optional<Evaluation> evaluation =
            outcome.crossed().or(() -> TestEvaluation.of(model, images));
        Delivery delivery = files.write(outcome, evaluation);
        AtomicFiles.write(directory.resolve("trials.csv"), TrialTable.csv(outcome.trials()));
        Finalist first = outcome.finals().first().finalist();
        Cell chosen = outcome.winner().architecture();
        RunSummary summary =
            new RunSummary(
                model.cell(),
                FinalSummary.reason(
                    first,
                    chosen,
                    Choice.of(
                            OverLimit.without(outcome.trials(), outcome.overLimits()),
                            trainer.objectives())
                        .orElseThrow()
                        .reason()),
                FinalSummary.isWinner(first, chosen)
                    ? (Double) outcome.winner().metrics().get(Metrics.ACCURACY)
                    : null,
                evaluation.map(Evaluation::metrics).orElse(null),
                run.folds(),
                outcome.finals().ensemble().parameters(),
                outcome.trials().size(),
                outcome.earlyEnd().orElse(null),
                (System.nanoTime() - start) / NANOS,
                seed.seed(),
                parity,
                outcome.foresight(),
                FinalSummary.of(outcome, latency(model)),
                FrontMember.of(outcome.trials(), trainer.objectives()),
                delivery.overLimits(),
                delivery.models());
        AtomicFiles.write(directory.resolve("result.json"), summary.json());
        ModelCard card =
            new CardContents(images, evaluation.orElse(null), report.description())
                .card(model.onnx(), model.cell(), summary.parameters(), notes(outcome));
        report.finish(evaluation.orElse(null), card, delivery);
        // Last, so that whatever stops this before, resume need not train the networks again.
        run.removeFinalCheckpoints();
        output.print(spec, summary, directory);
        ProcessorTime.print(time.economy(outcome.winner().architecture()), output.messages(spec));
      }
    }
    return 0;
  }

  private static List<String> notes(SearchOutcome outcome) {
    return Stream.concat(
            outcome.balance().map(test -> "Balance of classes: " + test.text()).stream(),
            outcome.earlyEnd().stream())
        .toList();
  }

  private static double latency(PNASModel model) {
    try (OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      return Latency.millisecondsAnImage(classifier);
    }
  }

  private static SearchOutcome search(
      PNASTrainer trainer,
      ImageSet images,
      PNASListener listener,
      ProgressDisplay display,
      SearchRun run)
      throws InterruptedException {
    try {
      return trainer.search(images, listener, run);
    } finally {
      display.finish();
    }
  }
}
