package io.github.tribuopnas.benchmarks.experiments;

import ai.djl.Device;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.cost.Calibration;
import io.github.tribuopnas.cost.LayerTimes;
import io.github.tribuopnas.cost.StepCost;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.augment.Flip;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code step-cost}: what the cost of steps is predicted to be, and what it is. */
@Command(
    name = "step-cost",
    description =
        "Predicts the time of a training step of random cells from the times of their layers, and"
            + " measures it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class StepCostStudy implements Callable<Integer> {

  private static final int CLASSES = 10;
  private static final double MILLI = 1e3;
  private static final int BATCHES = 4;

  private static final String[] REFERENCES = {
    "p:identity+p:max3x3", "p:conv1x7_7x1+p:identity", "p:sep3x3+pp:max3x3", "p:sep5x5+p:sep5x5"
  };

  @Spec private CommandSpec spec;

  @Option(names = "--cells", description = "How many of one to five blocks each.")
  private int cells = 4;

  @Option(names = "--filters", description = OptionText.FILTERS)
  private int filters = 16;

  @Option(names = "--image", description = OptionText.IMAGE)
  private String image = "32x32x3";

  @Option(names = "--stem-stride", description = "Stride of the stem.")
  private int stemStride = 1;

  @Option(names = "--layout", description = "How cells read their inputs.")
  private String layout = Layout.PAPER.text();

  @Option(names = "--batch", description = OptionText.BATCH)
  private int batch = 64;

  @Option(names = "--workers", description = OptionText.WORKERS)
  private int workers = 1;

  @Option(names = "--seed", description = OptionText.SEED)
  private long seed = 1;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ImageShape shape = ImageShape.parse(image);
    PackedImages images = RandomImages.draw(BATCHES * batch, shape, CLASSES, seed);
    Recipe recipe =
        Recipe.builder()
            .optBatchSize(batch)
            .optLearningRate(1e-3)
            .optDivergenceLimit(Double.POSITIVE_INFINITY)
            .optAverageDecay(0.99)
            .optAugmentations(List.of(new Crop(shape.height() / 8), new Flip()))
            .build();
    Calibration calibration =
        new Calibration(images, recipe, Device.cpu(), workers, System::nanoTime);
    LayerTimes times = LayerTimes.measuring(Map.of());
    StepCost cost =
        calibration.fit(times, Stream.of(REFERENCES).map(this::network).toList()).cost();
    out.printf(Locale.ROOT, "rest %.2f ms, factor %.2f%n", MILLI * cost.rest(), cost.factor());
    out.println("| cell | predicted ms | measured ms | error |");
    out.println("|---|---:|---:|---:|");
    List<Double> errors = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int blocks = 1; blocks <= Cell.MAX_BLOCKS; blocks++) {
      CellSpace space = CellSpace.builder().setBlocks(blocks).build();
      for (int i = 0; i < cells; i++) {
        NetworkSpec network = network(space.random(blocks, random).toString());
        double predicted = cost.seconds(network);
        double measured = calibration.measure(network).processor();
        errors.add(Math.abs(predicted / measured - 1));
        out.printf(
            Locale.ROOT,
            "| `%s` | %.1f | %.1f | %+.0f %% |%n",
            network.cell(),
            MILLI * predicted,
            MILLI * measured,
            100 * (predicted / measured - 1));
        out.flush();
      }
    }
    Collections.sort(errors);
    out.printf(
        Locale.ROOT,
        "median error %.1f %%, %d layers measured%n",
        100 * errors.get(errors.size() / 2),
        times.seconds().size());
    return 0;
  }

  private NetworkSpec network(String cell) {
    return Setting.PROXY
        .of(Cell.parse(cell))
        .optRepeats(1)
        .optFilters(filters)
        .optStemMultiplier(1)
        .optStemStride(stemStride)
        .optLayout(Layout.parse(layout))
        .optImage(ImageShape.parse(image))
        .optClasses(CLASSES)
        .build();
  }
}
