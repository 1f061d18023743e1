package io.github.tribuopnas.benchmarks.images;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.FileBeside;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tribuo.classification.evaluation.LabelEvaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Searches real images by several strategies, which train the same number of networks each, and
 * trains networks made by hand beside them.
 */
@Command(
    name = "image-search",
    description = {
      "Search real images by several strategies, and train networks made by hand beside them.",
      "What a run found is kept in a directory of its own under --runs; a study that was stopped"
          + " goes on where it was. Prints a Markdown table, writes the networks trained as CSV,"
          + " the winners beside it, OUT-winners.csv, and, if anything was searched, a chart, OUT"
          + " with .svg."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class ImageSearchStudy extends CsvStudy {

  private static final String TRIALS = "trials.csv";
  private static final String WINNER = "winner.csv";
  private static final double NANOS = 1e9;

  @Mixin private DataOption data;

  @Option(names = "--train-limit", paramLabel = "N", description = OptionText.TRAIN_LIMIT)
  private int trainLimit = 10_000;

  @Option(
      names = "--contestants",
      split = ",",
      paramLabel = "NAME",
      description = "Strategies, and the networks made by hand: resnet18, resnet20.")
  private List<String> contestants =
      List.of("pnas", "random", "evolution", HandMade.RESNET18, HandMade.RESNET20);

  @Option(names = "--seeds", paramLabel = "N", description = OptionText.SEEDS)
  private int seeds = 3;

  @Option(names = "--blocks", paramLabel = "B", description = OptionText.BLOCKS)
  private int blocks = 4;

  @Option(
      names = "--first-level",
      paramLabel = "N",
      description = "One-block cells of the progressive search.")
  private int firstLevel = 48;

  @Option(names = "--beam", paramLabel = "K", description = "Cells of each level after it.")
  private int beam = 16;

  @Option(names = "--filters", paramLabel = "F", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--batch", paramLabel = "N", description = OptionText.BATCH)
  private int batch = 64;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "Of the first step.")
  private double learningRate = 0.1;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of a candidate.")
  private int epochs = 1;

  @Option(
      names = "--final-epochs",
      paramLabel = "N",
      description = "Epochs of each winner and of the networks made by hand.")
  private int finalEpochs = 4;

  @Option(names = "--workers", paramLabel = "N", description = OptionText.WORKERS)
  private int workers = 2;

  @Option(
      names = "--runs",
      required = true,
      paramLabel = "DIR",
      description = "Where what each run found is kept.")
  private Path runs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    DataOption.Parts images = data.read().withTrainLimit(trainLimit);
    SearchScale scale =
        new SearchScale(
            blocks, firstLevel, beam, filters, batch, learningRate, epochs, finalEpochs, workers);
    List<TrialLine> trials = new ArrayList<>();
    List<Winner> winners = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      for (String contestant : contestants) {
        Path directory = Files.createDirectories(runs.resolve(contestant + "-" + seed));
        if (!Files.exists(directory.resolve(WINNER))) {
          run(contestant, seed, scale, images.train(), images.test(), directory);
        }
        if (!HandMade.NAMES.contains(contestant)) {
          trials.addAll(TrialLine.LINES.read(directory.resolve(TRIALS)));
        }
        winners.addAll(Winner.LINES.read(directory.resolve(WINNER)));
      }
    }
    TrialLine.LINES.write(trials, csv());
    Winner.LINES.write(winners, FileBeside.of(csv(), "-winners.csv"));
    ImageSearchSummary summary = new ImageSearchSummary(trials, winners, beam);
    print(summary.markdown());
    if (!trials.isEmpty()) {
      writeBeside(".svg", summary.chart().svg());
    }
    return 0;
  }

  private void check() {
    for (String contestant : contestants) {
      if (!HandMade.NAMES.contains(contestant)) {
        try {
          StrategyKind.parse(contestant);
        } catch (IllegalArgumentException e) {
          throw new ParameterException(
              spec().commandLine(), e.getMessage() + "; or of " + HandMade.NAMES, e);
        }
      }
    }
    requireAtLeastOne("--seeds", seeds);
  }

  private void run(
      String contestant,
      long seed,
      SearchScale scale,
      ImageDataset train,
      ImageDataset test,
      Path directory)
      throws IOException, InterruptedException {
    PrintWriter err = spec().commandLine().getErr();
    long start = System.nanoTime();
    Winner winner =
        HandMade.NAMES.contains(contestant)
            ? byHand(contestant, seed, scale, train.images(), test.images())
            : search(contestant, seed, scale, train, test, directory);
    Winner timed =
        new Winner(
            winner.contestant(),
            winner.seed(),
            winner.network(),
            winner.validation(),
            winner.test(),
            winner.parameters(),
            (System.nanoTime() - start) / NANOS);
    Winner.LINES.write(List.of(timed), directory.resolve(WINNER));
    err.printf(
        Locale.ROOT,
        "%s, seed %d: test accuracy %.4f after %.0f s%n",
        contestant,
        seed,
        timed.test(),
        timed.seconds());
  }

  private static Winner byHand(
      String name, long seed, SearchScale scale, PackedImages train, PackedImages test)
      throws InterruptedException {
    try (HandMade network = new HandMade(name, train, scale, seed)) {
      network.train();
      return new Winner(
          name, seed, name, Double.NaN, network.accuracy(test), network.parameters(), 0);
    }
  }

  private static Winner search(
      String contestant,
      long seed,
      SearchScale scale,
      ImageDataset train,
      ImageDataset test,
      Path directory)
      throws IOException, InterruptedException {
    PNASTrainer trainer =
        scale.trainer(StrategyKind.parse(contestant), train.images().format(), seed);
    SearchRun run = SearchRun.in(directory);
    try (SearchOutcome outcome = trainer.search(train, new PNASListener() {}, run);
        PNASModel model = outcome.model()) {
      TrialLine.LINES.write(lines(contestant, seed, outcome.trials()), directory.resolve(TRIALS));
      return new Winner(
          contestant,
          seed,
          model.cell().toString(),
          outcome.winner().metrics().get(Metrics.ACCURACY),
          new LabelEvaluator().evaluate(model, test).accuracy(),
          (long) outcome.winner().metrics().get(Metrics.PARAMETERS),
          0);
    }
  }

  private static List<TrialLine> lines(String contestant, long seed, List<Trial<Cell>> trials) {
    List<TrialLine> lines = new ArrayList<>();
    for (Trial<Cell> trial : trials) {
      lines.add(
          new TrialLine(
              contestant,
              seed,
              lines.size() + 1,
              trial.architecture().toString(),
              Objective.ACCURACY.value(trial)));
    }
    return lines;
  }
}
