package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Several networks served as one: raw pixels {@code [batch, channels * height * width]} in, the
 * weighted mean of their probabilities {@code [batch, classes]} out. Means of calibrated
 * probabilities are less sure than they should be, so that the mean has a temperature of its own:
 * {@code softmax(log(mean) / temperature)}.
 */
public final class EnsembleNetwork extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int CLASS_AXIS = 1;

  private final List<PixelNetwork> members = new ArrayList<>();
  private final double[] weights;
  private final double temperature;

  /**
   * Joins networks.
   *
   * @param members the networks, of the same images and classes, at least one
   * @param weights what each counts, above 0, adding up to 1
   * @param temperature what logarithms of the mean are divided by, above 0; with 1 nothing is
   *     computed
   * @throws IllegalArgumentException if there are no members, not as many weights, or a number is
   *     out of its range
   */
  public EnsembleNetwork(List<PixelNetwork> members, double[] weights, double temperature) {
    super(VERSION);
    Require.that(
        !members.isEmpty() && members.size() == weights.length,
        "the number of weights",
        weights.length,
        "as many as members, and at least 1; there are " + members.size());
    for (PixelNetwork member : members) {
      this.members.add(addChildBlock("member_" + this.members.size(), member));
    }
    for (double weight : weights) {
      Require.positive("the weight of a member", weight);
    }
    this.weights = weights.clone();
    this.temperature = Require.positive("temperature", temperature);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray mean = null;
    for (int i = 0; i < members.size(); i++) {
      NDArray weighted =
          members
              .get(i)
              .forward(parameters, inputs, training)
              .singletonOrThrow()
              .mul((float) weights[i]);
      mean = mean == null ? weighted : mean.add(weighted);
    }
    NDArray joined = Objects.requireNonNull(mean);
    return new NDList(
        temperature == 1
            ? joined
            : joined.log().mul((float) (1 / temperature)).softmax(CLASS_AXIS));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return members.get(0).getOutputShapes(inputShapes);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    members.forEach(member -> member.initialize(manager, dataType, inputShapes));
  }
}
