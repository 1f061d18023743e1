package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.speed.RandomCells;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.benchmarks.speed.Ratios;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code workers}: how much faster several workers are than one. */
@Command(
    name = "workers",
    description =
        "Trains the same candidates with one worker and with several in turn and prints how many"
            + " times as many images per second are trained: threads of this process, and"
            + " processes.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Workers implements Callable<Integer> {

  private static final int CLASSES = 10;

  @Spec private CommandSpec spec;

  @Option(names = "--workers", description = OptionText.WORKERS)
  private int workers = 2;

  @Option(names = "--pairs", description = "Pairs of turns.")
  private int pairs = 5;

  @Option(names = "--candidates", description = "Candidates of a turn, a multiple of the workers.")
  private int candidates = 4;

  @Option(names = "--filters", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--image", description = OptionText.IMAGE)
  private String image = "16x16x3";

  @Option(names = "--images", description = "Training images.")
  private int count = 640;

  @Option(names = "--batch", description = OptionText.BATCH)
  private int batch = 32;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    CandidateContext context = new CandidateContext(network(), recipe(), 1);
    ImageSplit images = new ImageSplit(images(count), images(batch));
    // Equal candidates, so that no worker waits for the other at the end of a turn.
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      cells.add(KnownCells.find("pnasnet5"));
    }
    List<Proposal<Cell>> batchOfCells = RandomCells.proposals(cells);
    try (TrialExecutor<Cell> one = threads(context, images, 1);
        TrialExecutor<Cell> several = threads(context, images, workers)) {
      out.println("threads: " + compare(one, several, batchOfCells));
      out.flush();
    }
    Path directory = Files.createTempDirectory("workers");
    try (TrialExecutor<Cell> one = processes(context, images, directory.resolve("one"), 1);
        TrialExecutor<Cell> several =
            processes(context, images, directory.resolve("several"), workers)) {
      out.println("processes: " + compare(one, several, batchOfCells));
    }
    return 0;
  }

  private NetworkSpec network() {
    return Setting.PROXY
        .of(KnownCells.find("pnasnet5"))
        .optRepeats(1)
        .optFilters(filters)
        .optStemMultiplier(1)
        .optImage(ImageShape.parse(image))
        .optClasses(CLASSES)
        .build();
  }

  private Recipe recipe() {
    return Recipe.builder().optEpochs(1).optBatchSize(batch).optRefusesChance(false).build();
  }

  private PackedImages images(int number) {
    return RandomImages.draw(number, ImageShape.parse(image), CLASSES, 1);
  }

  private static TrialExecutor<Cell> threads(
      CandidateContext context, ImageSplit images, int number) {
    return LocalExecutor.builder().setContext(context).setImages(images).optWorkers(number).build();
  }

  private static TrialExecutor<Cell> processes(
      CandidateContext context, ImageSplit images, Path directory, int number) throws IOException {
    Files.createDirectories(directory);
    return WorkerPool.builder()
        .setContext(context)
        .setImages(images)
        .setDirectory(directory)
        .optWorkers(number)
        .build();
  }

  private Ratios compare(
      TrialExecutor<Cell> one, TrialExecutor<Cell> several, List<Proposal<Cell>> batchOfCells)
      throws InterruptedException {
    // Engines load and Java compiles first.
    seconds(one, batchOfCells);
    seconds(several, batchOfCells);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      double alone = seconds(one, batchOfCells);
      ratios.add(alone / seconds(several, batchOfCells));
    }
    return Ratios.of(ratios);
  }

  private static double seconds(TrialExecutor<Cell> executor, List<Proposal<Cell>> batchOfCells)
      throws InterruptedException {
    long start = System.nanoTime();
    executor.execute(
        batchOfCells,
        trial -> {
          if (!trial.reason().isEmpty()) {
            throw new IllegalStateException(trial.reason());
          }
        });
    return (System.nanoTime() - start) / 1e9;
  }
}
