package io.github.tribuopnas.cost;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;

/**
 * Fits the cost of a step to whole steps of two networks, a light and a heavy one, trained by all
 * workers at once. Takes a few seconds.
 */
public final class Calibration {

  /** Beyond these the fit is that of noise. */
  private static final double LEAST_FACTOR = 0.7;

  private static final double LARGEST_FACTOR = 3;

  private final PackedImages images;
  private final Recipe recipe;
  private final Device device;
  private final int workers;

  /**
   * Prepares a calibration.
   *
   * @param images what networks will be trained on
   * @param recipe how they will be trained
   * @param device where
   * @param workers how many at once, at least 1
   */
  public Calibration(PackedImages images, Recipe recipe, Device device, int workers) {
    this.images = images;
    this.recipe = recipe;
    this.device = device;
    this.workers = Require.atLeast("workers", workers, 1);
  }

  /**
   * What a calibration found.
   *
   * @param cost predicts the processor seconds of steps
   * @param slowdown how many seconds go by on the wall for each of the processor while all workers
   *     train: 1 on an idle machine, more beside other programs
   */
  public record Fit(StepCost cost, double slowdown) {}

  /**
   * Fits the cost of a step.
   *
   * @param times the table of layers
   * @param light a network of few sums
   * @param heavy one of more
   * @return what predicts the time of steps
   * @throws InterruptedException if the thread was interrupted
   */
  public Fit fit(LayerTimes times, NetworkSpec light, NetworkSpec heavy)
      throws InterruptedException {
    int batch = Math.min(recipe.batchSize(), images.size());
    StepCost layers = new StepCost(times, batch, 0, 1);
    StepTime ofLight = measure(light);
    StepTime ofHeavy = measure(heavy);
    StepCost cost =
        fit(
            times,
            batch,
            new Point(layers.seconds(light), ofLight.processor()),
            new Point(layers.seconds(heavy), ofHeavy.processor()));
    return new Fit(cost, Math.max(1, ofHeavy.wall() / ofHeavy.processor()));
  }

  /**
   * Takes the time of a step of a network by training it for a few, as all workers do at once.
   *
   * @param spec the network
   * @return the mean over the workers
   * @throws InterruptedException if the thread was interrupted
   */
  public StepTime measure(NetworkSpec spec) throws InterruptedException {
    return new TrainingClock(images, recipe, device, workers).step(spec);
  }

  /**
   * What was predicted and what was measured.
   *
   * @param layers the sum of the layers' seconds
   * @param measured seconds of a step
   */
  record Point(double layers, double measured) {}

  static StepCost fit(LayerTimes times, int batch, Point light, Point heavy) {
    double slope = (heavy.measured() - light.measured()) / (heavy.layers() - light.layers());
    double factor =
        Double.isFinite(slope) ? Math.min(Math.max(slope, LEAST_FACTOR), LARGEST_FACTOR) : 1;
    double rest = Math.max(0, light.measured() - factor * light.layers());
    return new StepCost(times, batch, rest, factor);
  }
}
