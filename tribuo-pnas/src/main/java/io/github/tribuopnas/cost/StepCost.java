package io.github.tribuopnas.cost;

import io.github.tribuopnas.network.LayerUse;
import io.github.tribuopnas.network.NetworkSpec;

/**
 * Predicts the time of a training step from the times of the layers that it runs.
 *
 * @param times the table of the layers
 * @param batch images in a step
 * @param rest seconds of a step outside the network's layers: reading and changing images, the
 *     loss, the optimizer; at least 0
 * @param factor how many times longer layers take in a network, in which none finds its input where
 *     it left it, and beside other trainings; above 0
 */
public record StepCost(LayerTimes times, int batch, double rest, double factor) {

  /**
   * Predicts a step.
   *
   * @param spec the network
   * @return seconds
   */
  public double seconds(NetworkSpec spec) {
    return rest + factor * layers(spec);
  }

  /** Returns the sum of the times of a network's layers. */
  double layers(NetworkSpec spec) {
    double sum = 0;
    for (LayerUse use : LayerUse.of(spec)) {
      sum += use.times() * times.seconds(use, batch);
    }
    return sum;
  }
}
