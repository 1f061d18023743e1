package io.github.tribuopnas.benchmarks.curves;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.benchmarks.images.DataOption;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.plan.Preset;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether validation accuracy or loss tells earlier which cells will be good. */
@Command(
    name = "ranking",
    description = {
      "Trains random cells and compares how their validation accuracy and their validation loss"
          + " after each epoch rank them by the test accuracy after the last.",
      "Without --preset, cells have two and three blocks of the paper's operations.",
      "Prints a Markdown table; writes a line for each cell and epoch as CSV, from which a study"
          + " that was stopped goes on."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
public final class RankStudy extends CsvStudy {

  private static final double NANOS = 1e9;

  @Mixin private DataOption data;

  @Option(names = "--train", paramLabel = "N", description = "Training images.")
  private int train = 1000;

  @Option(names = "--validation", paramLabel = "N", description = "Validation images.")
  private int validation = 500;

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells, half of them as large as there are, half with a block less.")
  private int cells = 60;

  @Option(
      names = "--preset",
      paramLabel = "PRESET",
      converter = PresetConverter.class,
      showDefaultValue = Help.Visibility.NEVER,
      description =
          "The preset of searches that cells, networks and recipe are of, such as good; it decides"
              + " the epochs and filters too.")
  private @Nullable Preset preset;

  @Option(
      names = "--override",
      paramLabel = "FIELD=VALUE",
      description = "A field of the recipe, such as average-decay=0.")
  private Map<String, String> overrides = new TreeMap<>();

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs of the whole training.")
  private int epochs = 12;

  @Option(names = "--filters", paramLabel = "F", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of cells and trainings.")
  private long seed = 1;

  private RankStudy() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(
        cells >= 2 && epochs >= 1 && train >= 2 && validation >= 1,
        "needed are two cells, an epoch, and images of either kind");
    DataOption.Parts images = data.read();
    ImageSplit split =
        images
            .train()
            .images()
            .limit(train + validation, Seeds.derive(seed, "images"))
            .stratifiedSplit(
                (double) validation / (train + validation), Seeds.derive(seed, "split"));
    List<RankLine> lines =
        new ArrayList<>(Files.exists(csv()) ? RankLine.FORMAT.read(csv()) : List.of());
    Map<String, String> unset = unset(split.training());
    CellSpace space = new SpaceOptions().withUnset(unset).space();
    TrainingOptions training = new TrainingOptions();
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      training = training.withOverride(override.getKey(), override.getValue());
    }
    training = training.withUnset(unset);
    List<Cell> all = draw(space);
    for (Cell cell : all) {
      if (lines.stream().noneMatch(line -> line.cell().equals(cell.toString()))) {
        lines.addAll(
            train(
                cell,
                training,
                split,
                images.test().images().withClasses(split.training().classes())));
        RankLine.FORMAT.write(lines, csv());
      }
    }
    print(RankTable.of(lines).markdown());
    return 0;
  }

  /** Returns the values of options by their names. */
  private Map<String, String> unset(PackedImages images) {
    return preset == null
        ? Map.of("--epochs", Integer.toString(epochs), "--filters", Integer.toString(filters))
        : preset.options(images.format().shape(), images.size(), Set.of());
  }

  private List<Cell> draw(CellSpace space) {
    SplittableRandom random = new SplittableRandom(Seeds.derive(seed, "cells"));
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> space.random(Math.max(1, space.levels() - 1 + i % 2), random))
        .distinct()
        .limit(cells)
        .toList();
  }

  private List<RankLine> train(
      Cell cell, TrainingOptions options, ImageSplit split, PackedImages test)
      throws InterruptedException {
    PackedImages training = split.training();
    ImageShape shape = training.format().shape();
    NetworkSpec network = options.network(cell, shape, training.classes().size());
    List<Evaluation> curve = new ArrayList<>();
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (EngineThreads threads = EngineThreads.one();
        TrainedNetwork trained =
            NetworkTraining.builder()
                .setNetwork(network)
                .setRecipe(options.candidateRecipe(shape.side()))
                .optValidation(split.validation())
                .optListener(new CurveListener(curve))
                .build()
                .train(training, Seeds.derive(seed, cell.toString()))) {
      double reached = trained.accuracy(test);
      double seconds =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NANOS;
      List<RankLine> lines = new ArrayList<>();
      for (Evaluation evaluation : curve) {
        lines.add(
            new RankLine(
                cell.toString(),
                lines.size() + 1,
                evaluation.accuracy(),
                evaluation.loss(),
                reached,
                seconds));
      }
      return lines;
    }
  }

  /** Reads the name of a preset. */
  private static final class PresetConverter implements ITypeConverter<Preset> {

    @Override
    public Preset convert(String name) {
      return Preset.parse(name);
    }
  }

  /** Collects the evaluations. */
  private record CurveListener(List<Evaluation> curve) implements EpochListener {

    @Override
    public void epochFinished(int epoch, int ofAll, double loss) {
      // The evaluation follows.
    }

    @Override
    public void evaluated(int epoch, int ofAll, Evaluation evaluation) {
      curve.add(evaluation);
    }
  }
}
