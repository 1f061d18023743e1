package io.github.tribuopnas.benchmarks.prior;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingDivergedException;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Trains cells briefly on one set of images, all in the same network and by the same recipe.
 *
 * @param set the name of the images
 * @param images what is trained and measured on
 * @param recipe how
 * @param seed of first weights and the order of images, different for each cell
 */
record BriefTraining(String set, ImageSplit images, Recipe recipe, long seed) {

  private static final int FILTERS = 8;
  private static final int BATCH = 50;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double LEAST_VALIDATION = 0.4;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Prepares the training on a set.
   *
   * @param set its name
   * @param all its training images, a part of which becomes validation images
   * @param most how many of them are trained on, and how many measured on, at most
   * @param steps how many steps of 50 images each, rounded to whole epochs
   * @param seed of the choice of images and of all trainings
   */
  static BriefTraining of(String set, PackedImages all, int most, int steps, long seed) {
    double validation = Math.max(LEAST_VALIDATION, 1 - (double) most / all.size());
    ImageSplit split = all.stratifiedSplit(validation, Seeds.derive(seed, "split"));
    ImageSplit images =
        new ImageSplit(split.training().limit(most, seed), split.validation().limit(most, seed));
    int epochs = Math.max(1, Math.round((float) steps * BATCH / images.training().size()));
    Recipe recipe =
        Recipe.builder()
            .optEpochs(epochs)
            .optBatchSize(BATCH)
            .optLearningRate(0.05)
            .optWeightDecay(1e-4)
            .optClipNorm(5)
            .build();
    return new BriefTraining(set, images, recipe, seed);
  }

  /** Trains a cell and measures it. */
  MeasuredCell measure(Cell cell) throws InterruptedException {
    PackedImages training = images.training();
    NetworkSpec spec =
        Setting.PROXY
            .of(cell)
            .optRepeats(1)
            .optFilters(FILTERS)
            .optStemMultiplier(1)
            .optImage(training.format().shape())
            .optClasses(training.classes().size())
            .build();
    NetworkSummary summary = NetworkSummary.of(spec);
    long start = THREADS.getCurrentThreadCpuTime();
    double stepMillis = Double.NaN;
    Evaluation evaluation = new Evaluation(Double.NaN, Double.NaN, Double.NaN);
    try (EngineThreads threads = EngineThreads.one();
        TrainedNetwork network =
            new NetworkTraining(spec, recipe, EpochListener.NONE)
                .train(training, Seeds.derive(seed, set + " " + cell))) {
      long steps = recipe.epochs() * recipe.stepsPerEpoch(training.size());
      stepMillis = (THREADS.getCurrentThreadCpuTime() - start) / NANOS_PER_MILLI / steps;
      evaluation = network.evaluate(images.validation());
    } catch (TrainingDivergedException e) {
      // Its accuracy is not a number, by which readers know it.
    }
    return new MeasuredCell(
        cell.toString(),
        cell.size(),
        evaluation.accuracy(),
        evaluation.loss(),
        summary.parameters(),
        summary.multAdds(),
        stepMillis,
        set);
  }
}
