package io.github.tribuopnas.cost;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.training.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Fits the cost of a step to whole steps of a few networks, trained by all workers at once. Takes a
 * few seconds.
 */
public final class Calibration {

  /** Networks of one size tell nothing of what a step takes besides their layers. */
  private static final double SINGULAR = 1e-6;

  /** Layers take time. */
  private static final double LEAST = 0.1;

  private final PackedImages images;
  private final Recipe recipe;
  private final Device device;
  private final int workers;
  private final LongSupplier nanoTime;

  /**
   * Prepares a calibration.
   *
   * @param images what networks will be trained on
   * @param recipe how they will be trained
   * @param device where
   * @param workers how many at once, at least 1
   * @param nanoTime the wall's clock in nanoseconds from any origin
   */
  public Calibration(
      PackedImages images, Recipe recipe, Device device, int workers, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
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
   * @param references networks of different sizes, at least one; the first is trained once more
   *     before, to warm up
   * @return what predicts the time of steps
   * @throws InterruptedException if the thread was interrupted
   */
  public Fit fit(LayerTimes times, List<NetworkSpec> references) throws InterruptedException {
    int batch = Math.min(recipe.batchSize(), images.size());
    StepCost layers = new StepCost(times, batch, 0, 1);
    references.forEach(layers::seconds);
    measure(references.get(0));
    List<Point> points = new ArrayList<>();
    double slowdown = 1;
    for (NetworkSpec reference : references) {
      StepTime measured = measure(reference);
      points.add(new Point(layers.seconds(reference), measured.processor()));
      slowdown = Math.max(slowdown, measured.wall() / measured.processor());
    }
    return new Fit(fit(times, batch, points), slowdown);
  }

  /**
   * Takes the time of a step of a network by training it for a few, as all workers do at once.
   *
   * @param spec the network
   * @return the mean over the workers
   * @throws InterruptedException if the thread was interrupted
   */
  public StepTime measure(NetworkSpec spec) throws InterruptedException {
    return new TrainingClock(images, recipe, List.of(device), workers, 1, nanoTime).step(spec);
  }

  /**
   * What was predicted and what was measured.
   *
   * @param layers the sum of the layers' seconds
   * @param measured seconds of a step
   */
  record Point(double layers, double measured) {}

  /** Fits a line by the least squares of the relative errors. */
  static StepCost fit(LayerTimes times, int batch, List<Point> points) {
    double one = 0;
    double layer = 0;
    double square = 0;
    double ofOne = 0;
    double ofLayer = 0;
    for (Point point : points) {
      double a = 1 / point.measured();
      double b = point.layers() / point.measured();
      one += a * a;
      layer += a * b;
      square += b * b;
      ofOne += a;
      ofLayer += b;
    }
    double determinant = one * square - layer * layer;
    double rest =
        determinant > SINGULAR * one * square
            ? Math.max(0, (ofOne * square - ofLayer * layer) / determinant)
            : 0;
    return new StepCost(times, batch, rest, Math.max(LEAST, (ofLayer - rest * layer) / square));
  }
}
