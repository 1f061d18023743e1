package io.github.tribuopnas;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.csv.CsvImageDataSource;
import io.github.tribuopnas.image.csv.CsvReading;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tiny images that are learned in no time: a bar that lies, stands or leans. */
final class Bars {

  static final ImageFormat FORMAT = ImageFormat.of(8, 8, 1);

  static final StrategyOptions STRATEGY = new StrategyOptions().withFirstLevel(2).withBeam(2);

  static final TrainingOptions TRAINING =
      new TrainingOptions().withEpochs(1).withFinalEpochs(2).withFilters(2).withBatchSize(16);

  private static final List<String> CLASSES = List.of("lies", "stands", "leans");
  private static final int SIDE = 8;

  private Bars() {}

  /** Returns a trainer whose search is over at once. */
  static PNASTrainerBuilder trainer() {
    return PNASTrainer.builder()
        .setFormat(FORMAT)
        .optSpace(new SpaceOptions().withBlocks(1))
        .optStrategy(STRATEGY)
        .optTraining(TRAINING)
        .optExecution(new ExecutionOptions().withWorkers(2))
        .optSeed(7);
  }

  private static double[] pixels(int kind, SplittableRandom random) {
    double[] pixels = new double[SIDE * SIDE];
    int place = random.nextInt(SIDE);
    for (int i = 0; i < SIDE; i++) {
      int row = kind == 0 ? place : i;
      int column = kind == 1 ? place : kind == 0 ? i : (i + place) % SIDE;
      pixels[row * SIDE + column] = 200 + random.nextInt(56);
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.max(pixels[i], random.nextInt(60));
    }
    return pixels;
  }

  /** Returns so many images of each class as ordinary examples. */
  static MutableDataset<Label> dataset(int ofEach, long seed) {
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("bars", factory), factory);
    SplittableRandom random = new SplittableRandom(seed);
    String[] names = new String[SIDE * SIDE];
    for (int i = 0; i < names.length; i++) {
      names[i] = (i < 10 ? "0" : "") + i;
    }
    for (int i = 0; i < CLASSES.size() * ofEach; i++) {
      int kind = i % CLASSES.size();
      dataset.add(new ArrayExample<>(new Label(CLASSES.get(kind)), names, pixels(kind, random)));
    }
    return dataset;
  }

  /** Returns the same images as a source that Tribuo can make again from its provenance. */
  static CsvImageDataSource source(Path file, int ofEach, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < CLASSES.size() * ofEach; i++) {
      int kind = i % CLASSES.size();
      for (double value : pixels(kind, random)) {
        lines.append((int) value).append(',');
      }
      lines.append(CLASSES.get(kind)).append('\n');
    }
    Files.writeString(file, lines);
    return new CsvImageDataSource(file, FORMAT, new CsvReading("last", CsvReading.Header.NO));
  }
}
