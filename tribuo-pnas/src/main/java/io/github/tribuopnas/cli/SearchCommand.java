package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.data.DigitImages;
import io.github.tribuopnas.data.ImageDataset;
import io.github.tribuopnas.data.ImageReading;
import io.github.tribuopnas.data.ImageSet;
import io.github.tribuopnas.data.ImageSource;
import io.github.tribuopnas.onnx.AtomicFiles;
import io.github.tribuopnas.search.Measures;
import io.github.tribuopnas.space.Concatenation;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tribuo.Trainer;
import org.tribuo.classification.evaluation.LabelEvaluator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas search}: from images to a model. */
@Command(
    name = "search",
    description = "Search for a network, train it and export it.",
    showDefaultValues = true)
final class SearchCommand implements Callable<Integer> {

  private static final double LARGEST_PARITY = 1e-4;
  private static final int PARITY_IMAGES = 256;
  private static final double NANOS = 1e9;

  @Option(names = "--data", description = "Images: a directory of IDX files and others.")
  private Path data;

  @Option(names = "--out", description = "The run directory (runs/<data>-<date>).")
  private Path out;

  @Option(
      names = "--blocks",
      defaultValue = "3",
      description = "Blocks of the largest cells, 1 to 5.")
  private int blocks;

  @Mixin private SpaceOptions space;

  @Option(
      names = "--concat",
      defaultValue = "all",
      description = "Blocks that a cell's output joins: all, or those unused by other blocks.")
  private String concatenation;

  @Option(
      names = "--beam",
      defaultValue = "12",
      description = "Cells trained at each level after the first.")
  private int beam;

  @Option(names = "--first-level", defaultValue = "0", description = "0 trains all 136.")
  private int firstLevel;

  @Option(names = "--epochs", defaultValue = "4", description = "Epochs of a candidate.")
  private int epochs;

  @Option(names = "--final-epochs", defaultValue = "20", description = "Epochs of the winner.")
  private int finalEpochs;

  @Option(
      names = "--filters",
      defaultValue = "8",
      description = "F, channels of a block in the first group.")
  private int filters;

  @Option(names = "--repeats", defaultValue = "1", description = "N, cells in each group.")
  private int repeats;

  @Option(names = "--batch", defaultValue = "32", description = "Images in a step.")
  private int batch;

  @Option(names = "--learning-rate", defaultValue = "0.05", description = "At the first step.")
  private double learningRate;

  @Option(names = "--workers", defaultValue = "2", description = "Candidates trained at once.")
  private int workers;

  @Option(names = "--train-limit", defaultValue = "0", description = "0 takes all images.")
  private int trainLimit;

  @Option(names = "--seed", defaultValue = "12345", description = "Seed of every choice.")
  private long seed = Trainer.DEFAULT_SEED;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    PrintWriter terminal = spec.commandLine().getOut();
    ImageSet images =
        data == null ? DigitImages.load() : ImageSource.detect(data).read(ImageReading.asTheyAre());
    ImageDataset train = trainLimit > 0 ? images.train().limit(trainLimit, seed) : images.train();
    PNASTrainer trainer =
        PNASTrainer.builder()
            .setFormat(train.format())
            .optBlocks(blocks)
            .optOperations(space.operations())
            .optInputs(space.inputs())
            .optConcatenation(concatenation())
            .optBeam(beam)
            .optFirstLevel(firstLevel)
            .optEpochs(epochs)
            .optFinalEpochs(finalEpochs)
            .optFilters(filters)
            .optRepeats(repeats)
            .optBatchSize(batch)
            .optLearningRate(learningRate)
            .optWorkers(workers)
            .optSeed(seed)
            .build();
    ProgressDisplay display =
        System.console() == null ? new ProgressLines(terminal) : new ProgressBars();
    try (SearchOutcome outcome =
        search(trainer, train, new SearchProgress(terminal, display), display)) {
      ImageDataset test = images.test().orElse(train);
      double parity = outcome.parity(test.images(), PARITY_IMAGES);
      if (!(parity <= LARGEST_PARITY)) {
        throw new IllegalStateException(
            "DJL and ONNX Runtime differ by " + parity + "; at most " + LARGEST_PARITY);
      }
      Path directory = out == null ? newDirectory(images.name()) : out;
      Files.createDirectories(directory);
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
              seed,
              parity);
      AtomicFiles.write(directory.resolve("result.json"), summary.json());
      outcome.model().close();
      summary.print(terminal, directory);
    }
    return 0;
  }

  private Concatenation concatenation() {
    try {
      return Concatenation.parse(concatenation);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static SearchOutcome search(
      PNASTrainer trainer, ImageDataset train, SearchProgress progress, ProgressDisplay display)
      throws InterruptedException {
    try {
      return trainer.search(train, progress);
    } finally {
      display.finish();
    }
  }

  private static Path newDirectory(String name) {
    String date =
        LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    return Path.of("runs", name + "-" + date);
  }
}
