package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.data.ImageDataset;
import io.github.tribuopnas.data.ImageSet;
import io.github.tribuopnas.onnx.AtomicFiles;
import io.github.tribuopnas.search.FailuresInARowException;
import io.github.tribuopnas.search.Measures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tribuo.classification.evaluation.LabelEvaluator;
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
      "      searches the built-in handwritten digits, in some three minutes on two cores",
      "  pnas search --data images --beam 32 --blocks 4 --epochs 10",
      "      searches images/train/CLASS/*.png, or whatever image files lie there"
    })
final class SearchCommand implements Callable<Integer> {

  private static final double LARGEST_PARITY = 1e-4;
  private static final int PARITY_IMAGES = 256;
  private static final double NANOS = 1e9;

  @ArgGroup(validate = false, heading = "%nImages and files%n")
  private final ImageOptions imageOptions = new ImageOptions();

  @ArgGroup(validate = false, heading = "%nSpace of cells%n")
  private final SpaceOptions space = new SpaceOptions();

  @ArgGroup(validate = false, heading = "%nSearch%n")
  private final StrategyOptions strategy = new StrategyOptions();

  @ArgGroup(validate = false, heading = "%nNetworks and training%n")
  private final TrainingOptions training = new TrainingOptions();

  @ArgGroup(validate = false, heading = "%nWorkers and limits%n")
  private final ExecutionOptions execution = new ExecutionOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ImageSet images = imageOptions.read();
    Path directory = imageOptions.runDirectory(images.name());
    prepare(directory);
    Interruption.watch(spec.commandLine().getErr());
    try {
      return search(images, directory);
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

  private static List<String> words(Path directory) {
    return List.of(directory.toString());
  }

  private void prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve(SearchRun.STUDY)) && !execution.resume) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          directory
              + " holds a search already: go on with it by ./pnas resume "
              + ShellWords.quoted(words(directory))
              + ", or choose another --out");
    }
    RunConfiguration.of(spec).writeTo(directory);
  }

  private int search(ImageSet images, Path directory) throws Exception {
    long start = System.nanoTime();
    PrintWriter terminal = spec.commandLine().getOut();
    ImageDataset train = imageOptions.limit(images.train(), strategy.seed);
    PNASTrainer trainer =
        PNASTrainer.builder()
            .setFormat(train.format())
            .optBlocks(strategy.blocks)
            .optOperations(space.operations(spec))
            .optInputs(space.inputs(spec))
            .optConcatenation(space.concatenation(spec))
            .optStrategy(strategy.strategy(spec))
            .optSurrogate(strategy.surrogate(spec))
            .optAsk(strategy.ask(spec))
            .optAcquisition(strategy.acquisition)
            .optBeam(strategy.beam)
            .optFirstLevel(strategy.firstLevel)
            .optEpochs(training.epochs)
            .optFinalEpochs(training.finalEpochs)
            .optFilters(training.filters)
            .optRepeats(training.repeats)
            .optBatchSize(training.batch)
            .optLearningRate(training.learningRate)
            .optWorkers(execution.workers)
            .optSeed(strategy.seed)
            .build();
    ProgressDisplay display =
        System.console() == null ? new ProgressLines(terminal) : new ProgressBars();
    try (SearchOutcome outcome =
        search(
            trainer,
            train,
            new SearchProgress(terminal, display),
            display,
            execution.run(directory))) {
      ImageDataset test = images.test().orElse(train);
      double parity = outcome.parity(test.images(), PARITY_IMAGES);
      if (!(parity <= LARGEST_PARITY)) {
        throw new IllegalStateException(
            "DJL and ONNX Runtime differ by " + parity + "; at most " + LARGEST_PARITY);
      }
      AtomicFiles.write(directory.resolve("winner.onnx"), outcome.model().onnx());
      AtomicFiles.write(
          directory.resolve("winner.tribuo"), outcome.model().serialize().toByteArray());
      AtomicFiles.write(directory.resolve("trials.csv"), TrialTable.csv(outcome.trials()));
      Double accuracy =
          images.test().isPresent()
              ? new LabelEvaluator().evaluate(outcome.model(), test).accuracy()
              : null;
      RunSummary summary =
          new RunSummary(
              outcome.model().cell(),
              outcome.winner().accuracy(),
              accuracy,
              (long) outcome.winner().measures().get(Measures.PARAMETERS),
              outcome.trials().size(),
              (System.nanoTime() - start) / NANOS,
              strategy.seed,
              parity);
      AtomicFiles.write(directory.resolve("result.json"), summary.json());
      outcome.model().close();
      summary.print(terminal, directory);
    }
    return 0;
  }

  private static SearchOutcome search(
      PNASTrainer trainer,
      ImageDataset train,
      SearchProgress progress,
      ProgressDisplay display,
      SearchRun run)
      throws InterruptedException {
    try {
      return trainer.search(train, progress, run);
    } finally {
      display.finish();
    }
  }
}
