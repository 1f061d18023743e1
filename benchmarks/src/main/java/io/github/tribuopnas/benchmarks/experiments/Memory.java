package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.speed.ProcessMemory;
import io.github.tribuopnas.benchmarks.speed.RandomCells;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code memory}: what a process holds after hundreds of candidates. */
@Command(
    name = "memory",
    description =
        "Trains differently shaped candidates one after the other and prints the memory that the"
            + " process holds.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Memory implements Callable<Integer> {

  private static final int CLASSES = 10;
  private static final double MEGA = 1e6;
  private static final double RATE = 1e-4;

  @Spec private CommandSpec spec;

  @Option(names = "--candidates", description = "How many.")
  private int candidates = 300;

  @Option(names = "--every", description = "Candidates between two lines.")
  private int every = 20;

  @Option(names = "--filters", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--image", description = OptionText.IMAGE)
  private String image = "16x16x3";

  @Option(names = "--batch", description = OptionText.BATCH)
  private int batch = 32;

  @Option(names = "--steps", description = "Steps of each candidate.")
  private int steps = 2;

  @Option(names = "--seed", description = OptionText.SEED)
  private long seed = 1;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Cell> cells = RandomCells.draw(candidates, seed);
    NetworkSpec template =
        Setting.PROXY
            .of(cells.get(0))
            .optRepeats(1)
            .optFilters(filters)
            .optStemMultiplier(1)
            .optImage(ImageShape.parse(image))
            .optClasses(CLASSES)
            .build();
    PackedImages images = RandomImages.draw(batch * steps, ImageShape.parse(image), CLASSES, seed);
    // What is measured is memory: no candidate is to end early because it diverges.
    Recipe recipe =
        Recipe.builder()
            .optEpochs(1)
            .optBatchSize(batch)
            .optLearningRate(RATE)
            .optRefusesChance(false)
            .build();
    double largest = 0;
    try (LocalExecutor executor =
        LocalExecutor.builder()
            .setContext(new CandidateContext(template, recipe, seed))
            .setImages(new ImageSplit(images, images))
            .build()) {
      int done = 0;
      for (Proposal<Cell> proposal : RandomCells.proposals(cells)) {
        long before = ProcessMemory.resident();
        ProcessMemory.forgetPeak();
        executor.execute(List.of(proposal), this::check);
        double taken = ProcessMemory.peak() - before;
        NetworkSpec network = template.withCell(proposal.architecture());
        largest = Math.max(largest, taken / MemoryEstimate.bytes(network, batch));
        if (++done % every == 0) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "%d candidates: %.0f MB held; a candidate took at most %.2f of its estimate",
                  done,
                  ProcessMemory.resident() / MEGA,
                  largest));
          out.flush();
          largest = 0;
        }
      }
    }
    return 0;
  }

  private void check(Trial<Cell> trial) {
    if (trial.status() == TrialStatus.FAILED && !trial.reason().contains("chance")) {
      throw new IllegalStateException(trial.architecture() + " failed: " + trial.reason());
    }
  }
}
