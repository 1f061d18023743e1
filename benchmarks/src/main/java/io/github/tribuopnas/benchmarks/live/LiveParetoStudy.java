package io.github.tribuopnas.benchmarks.live;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.PNASModel;
import io.github.tribuopnas.SearchOutcome;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.benchmarks.images.DataOption;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.FileBeside;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.objective.Hindsight;
import io.github.tribuopnas.objective.LatencyMeter;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.classification.evaluation.LabelEvaluator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches real images for accuracy and latency. */
@Command(
    name = "pareto-live",
    description = {
      "Search real images for accuracy and latency, for accuracy alone, at random, and under a"
          + " limit of latency that is the median of the first level.",
      "What a search found is kept in a directory of its own under --runs; a study that was stopped"
          + " goes on where it was. Prints a Markdown table; writes the cells that were tried as"
          + " CSV, and beside it the winners, OUT-winners.csv, and a chart, OUT.svg. Latencies are"
          + " those of this machine: nothing else should run on it."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class LiveParetoStudy extends CsvStudy {

  private static final String TRIALS = "trials.csv";
  private static final String WINNER = "winner.csv";
  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  @Mixin private DataOption data;

  @Option(names = "--train-limit", paramLabel = "N", description = OptionText.TRAIN_LIMIT)
  private int trainLimit = 1_000;

  @Option(names = "--seeds", paramLabel = "N", description = OptionText.SEEDS)
  private int seeds = 1;

  @Option(names = "--trials", paramLabel = "N", description = "Cells that each search tries.")
  private int trials = 24;

  @Option(names = "--blocks", paramLabel = "B", description = OptionText.BLOCKS)
  private int blocks = 4;

  @Option(names = "--filters", paramLabel = "F", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--stem-stride", paramLabel = "N", description = NetworkOptions.STEM_STRIDE)
  private int stemStride = 1;

  @Option(names = "--batch", paramLabel = "N", description = OptionText.BATCH)
  private int batch = 64;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of a candidate.")
  private int epochs = 1;

  @Option(names = "--final-epochs", paramLabel = "N", description = "Epochs of each winner.")
  private int finalEpochs = 1;

  @Option(
      names = "--floor",
      paramLabel = "ACCURACY",
      description = "Validation accuracy, 0 to 1, up to which nothing counts.")
  private double floor = 0.5;

  @Option(
      names = "--contestants",
      split = ",",
      paramLabel = "NAME",
      description = "The searches; pnas-limited needs pnas before it.")
  private List<String> contestants =
      Arrays.stream(LiveContestant.values()).map(LiveContestant::text).toList();

  @Option(
      names = "--runs",
      required = true,
      paramLabel = "DIR",
      description = "Where what each search found is kept.")
  private Path runs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireAtLeastOne("--seeds", seeds);
    List<LiveContestant> all = read(() -> contestants.stream().map(LiveContestant::of).toList());
    require(
        !all.contains(LiveContestant.PNAS_LIMITED) || all.get(0) == LiveContestant.PNAS,
        "--contestants " + contestants + "; pnas-limited needs pnas as the first");
    DataOption.Parts images = data.read().withTrainLimit(trainLimit);
    List<LiveTrial> tried = new ArrayList<>();
    List<LiveWinner> winners = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      double median = Double.NaN;
      for (LiveContestant contestant : all) {
        Path directory = Files.createDirectories(runs.resolve(contestant.text() + "-" + seed));
        if (!Files.exists(directory.resolve(WINNER))) {
          search(contestant, seed, median, images, directory);
        }
        List<LiveTrial> own = LiveTrial.LINES.read(directory.resolve(TRIALS));
        tried.addAll(own);
        winners.addAll(LiveWinner.LINES.read(directory.resolve(WINNER)));
        median = contestant == LiveContestant.PNAS ? median(own) : median;
      }
    }
    LiveTrial.LINES.write(tried, csv());
    LiveWinner.LINES.write(winners, FileBeside.of(csv(), "-winners.csv"));
    LiveSummary summary = new LiveSummary(tried, winners, floor);
    writeBeside(".svg", summary.chart());
    print(summary.markdown());
    return 0;
  }

  /** Returns the median latency of the first level. */
  private static double median(List<LiveTrial> trials) {
    double[] latencies =
        trials.stream()
            .filter(trial -> trial.level() == 1)
            .mapToDouble(LiveTrial::latency)
            .sorted()
            .toArray();
    return latencies[latencies.length / 2];
  }

  private void search(
      LiveContestant contestant, long seed, double median, DataOption.Parts images, Path directory)
      throws IOException, InterruptedException {
    LiveScale scale =
        new LiveScale(blocks, trials, filters, stemStride, batch, epochs, finalEpochs);
    try (SearchOutcome outcome =
            scale
                .trainer(
                    contestant.strategy(),
                    contestant.objectives(median),
                    images.train().images().format(),
                    seed)
                .search(images.train(), PNASListener.NONE, SearchRun.in(directory));
        PNASModel model = outcome.model()) {
      List<Trial<Cell>> timed = timed(outcome.trials(), scale, images.train());
      LiveTrial.LINES.write(
          lines(contestant, seed, timed, scale.network(Cell.parse(model.cell()), images.train())),
          directory.resolve(TRIALS));
      LiveWinner winner =
          new LiveWinner(
              contestant.text(),
              seed,
              model.cell(),
              new LabelEvaluator().evaluate(model, images.test()).accuracy(),
              new LatencyMeter(1, 1).time(model.onnx(), model.format().pixels()).milliseconds(),
              contestant == LiveContestant.PNAS_LIMITED ? median : Double.NaN);
      LiveWinner.LINES.write(List.of(winner), directory.resolve(WINNER));
    }
  }

  /** Measures what a search for accuracy alone has not measured. */
  private static List<Trial<Cell>> timed(
      List<Trial<Cell>> trials, LiveScale scale, ImageDataset train) {
    List<Trial<Cell>> timed = new ArrayList<>();
    for (Trial<Cell> trial : trials) {
      double known = trial.metrics().get(Metrics.LATENCY);
      double latency =
          Double.isNaN(known)
              ? new LatencyMeter(1, 1)
                  .time(scale.network(trial.architecture(), train))
                  .milliseconds()
              : known;
      timed.add(trial.withMetrics(trial.metrics().with(Metrics.LATENCY, latency)));
    }
    return timed;
  }

  private static List<LiveTrial> lines(
      LiveContestant contestant, long seed, List<Trial<Cell>> trials, NetworkSpec served) {
    Map<Cell, Double> predicted =
        new Hindsight(served).of(trials, List.of(LATENCY)).getOrDefault(Metrics.LATENCY, Map.of());
    return trials.stream()
        .map(
            trial ->
                new LiveTrial(
                    contestant.text(),
                    seed,
                    trial.architecture().size(),
                    trial.architecture().toString(),
                    Objective.ACCURACY.value(trial),
                    trial.metrics().get(Metrics.LATENCY),
                    predicted.getOrDefault(trial.architecture(), Double.NaN)))
        .toList();
  }
}
