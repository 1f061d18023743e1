package io.github.tribuopnas.benchmarks.prior;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.source.ImageReading;
import io.github.tribuopnas.image.source.ImageSource;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the table from which surrogates learn before the first trial of a search. */
@Command(
    name = "prior",
    description = {
      "Train random cells of one to five blocks briefly on several sets of images.",
      "Writes a line for each cell and set as CSV, after every cell; a study that was stopped goes"
          + " on where it was, and more cells come after those that are there."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class PriorStudy extends CsvStudy {

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "NAME=PATH",
      description = "Sets of images: folders of pictures, IDX, CIFAR or CSV files.")
  private Map<String, Path> data = new LinkedHashMap<>();

  @Option(
      names = "--cells",
      paramLabel = "N",
      description = "Cells of each number of blocks, others for each set.")
  private int cells = 20;

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "At most so many training images are trained on, and as many others measured on; where"
              + " there are fewer, two fifths are measured on.")
  private int images = 5000;

  @Option(
      names = "--side",
      paramLabel = "PIXELS",
      description = "Larger images are reduced to it, by averaging squares of pixels.")
  private int side = 16;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps of 50 images that each network is trained, rounded to whole epochs.")
  private int steps = 200;

  @Option(names = "--seed", paramLabel = "N", description = "Of cells, images and weights.")
  private long seed = 1;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  public PriorStudy() {}

  private record Key(String set, String cell) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireAtLeastOne("--cells", cells);
    requireAtLeastOne("--images", images);
    requireAtLeastOne("--side", side);
    requireAtLeastOne("--steps", steps);
    List<BriefTraining> trainings = new ArrayList<>();
    for (Map.Entry<String, Path> set : data.entrySet()) {
      PackedImages all =
          ImageSource.detect(set.getValue()).read(ImageReading.asTheyAre()).train().images();
      trainings.add(
          BriefTraining.of(set.getKey(), ReducedImages.of(all, side), images, steps, seed));
    }
    List<MeasuredCell> measured =
        Files.exists(csv()) ? MeasuredCell.LINES.read(csv()) : new ArrayList<>();
    Set<Key> known = new LinkedHashSet<>();
    measured.forEach(line -> known.add(new Key(line.set(), line.cell())));
    // Cells of all levels and sets take turns, so that a study that is stopped has seen them all.
    for (int number = 0; number < cells; number++) {
      for (int blocks = Cell.MAX_BLOCKS; blocks >= 1; blocks--) {
        for (BriefTraining training : trainings) {
          Cell cell = drawn(training.set(), blocks).get(number);
          if (known.add(new Key(training.set(), cell.toString()))) {
            measured.add(training.measure(cell));
            MeasuredCell.LINES.write(measured, csv());
          }
        }
      }
    }
    print(measured.size() + " cells are in " + csv() + "\n");
    return 0;
  }

  /** Distinct random cells; of more cells the first are the same. */
  private List<Cell> drawn(String set, int blocks) {
    CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
    SplittableRandom random =
        new SplittableRandom(Seeds.derive(seed, set + ", cells of " + blocks + " blocks"));
    return Stream.generate(() -> space.random(blocks, random)).distinct().limit(cells).toList();
  }
}
