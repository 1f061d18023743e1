package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.base.Require;
import java.util.random.RandomGenerator;

/**
 * Drop-path and dropout of one training step. Drop-path leaves out whole branches of single images,
 * the more of them the deeper the cell (ScheduledDropPath, Zoph et al. 2018, as in the reference
 * code); dropout leaves out single features before the classifier. What stays is divided by its
 * chance to stay, so that expected values are those without noise.
 *
 * <p>Masks are drawn in Java: the engine's generator is shared by all threads of the process and
 * its state cannot be kept.
 */
public final class DropNoise implements Noise {

  private final RandomGenerator random;
  private final double dropPath;
  private final double dropout;

  /**
   * Sets the chances.
   *
   * @param random where masks come from
   * @param dropPath chance that a branch of the last cell is left out of an image in this step,
   *     from 0 to below 1
   * @param dropout chance that a feature is left out, from 0 to below 1
   * @throws IllegalArgumentException if a chance is out of range
   */
  public DropNoise(RandomGenerator random, double dropPath, double dropout) {
    this.random = random;
    this.dropPath = Require.fraction("drop-path", dropPath);
    this.dropout = Require.fraction("dropout", dropout);
  }

  @Override
  public NDArray onBranch(NDArray branch, double depth) {
    double dropped = dropPath * depth;
    return dropped == 0
        ? branch
        : branch.mul(mask(branch, dropped, new Shape(branch.getShape().get(0), 1, 1, 1)));
  }

  @Override
  public NDArray onFeatures(NDArray features) {
    return dropout == 0 ? features : features.mul(mask(features, dropout, features.getShape()));
  }

  private NDArray mask(NDArray masked, double dropped, Shape shape) {
    float kept = (float) (1 / (1 - dropped));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < dropped ? 0 : kept;
    }
    return masked.getManager().create(values, shape);
  }
}
