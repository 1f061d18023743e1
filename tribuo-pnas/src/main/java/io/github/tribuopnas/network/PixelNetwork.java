package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.Floats;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import java.util.Arrays;

/**
 * A network as it is served: raw pixels {@code [batch, channels * height * width]} in,
 * probabilities {@code [batch, classes]} out. Normalization, a temperature that logits are divided
 * by (Guo et al., ICML 2017) and softmax are part of it, so that whoever runs it needs to know
 * nothing of the training set.
 */
public final class PixelNetwork extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int CLASS_AXIS = 1;

  private final CellNetwork network;
  private final Parameter mean;
  private final Parameter inverseDeviation;
  private final Views views;
  private final double temperature;

  /**
   * Wraps a network that sees the image alone, without a temperature.
   *
   * @param network the network
   * @param mean mean of each channel in the training set, subtracted first
   * @param deviation standard deviation of each channel, divided by then
   * @throws IllegalArgumentException if there are not as many as channels
   */
  public PixelNetwork(CellNetwork network, double[] mean, double[] deviation) {
    this(network, mean, deviation, Views.PLAIN, 1);
  }

  /**
   * Wraps a network.
   *
   * @param network the network
   * @param mean mean of each channel in the training set, subtracted first
   * @param deviation standard deviation of each channel, divided by then
   * @param views what the network is shown of an image
   * @param temperature what logits are divided by, above 0; with 1 nothing is computed
   * @throws IllegalArgumentException if there are not as many means as channels, or the temperature
   *     is not above 0
   */
  public PixelNetwork(
      CellNetwork network, double[] mean, double[] deviation, Views views, double temperature) {
    super(VERSION);
    this.views = views;
    this.temperature = Require.positive("temperature", temperature);
    int channels = network.spec().image().channels();
    if (mean.length != channels || deviation.length != channels) {
      throw new IllegalArgumentException(
          mean.length
              + " means and "
              + deviation.length
              + " deviations for images of "
              + channels
              + " channels");
    }
    this.network = addChildBlock("network", network);
    this.mean = addParameter(constant("mean", Floats.of(mean)));
    this.inverseDeviation =
        addParameter(constant("inverseDeviation", Floats.of(inverse(deviation))));
  }

  private static double[] inverse(double[] values) {
    return Arrays.stream(values).map(value -> 1 / value).toArray();
  }

  private static Parameter constant(String name, float[] values) {
    return Parameter.builder()
        .setName(name)
        .setType(Parameter.Type.OTHER)
        .optShape(new Shape(1, values.length, 1, 1))
        .optRequiresGrad(false)
        .optInitializer((manager, shape, type) -> manager.create(values, shape))
        .build();
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray pixels = inputs.singletonOrThrow();
    ImageShape image = network.spec().image();
    NDArray normalized =
        pixels
            .reshape(-1, image.channels(), image.height(), image.width())
            .sub(parameters.getValue(mean, pixels.getDevice(), training))
            .mul(parameters.getValue(inverseDeviation, pixels.getDevice(), training));
    NDArray logits =
        training
            ? network.apply(parameters, normalized, true)
            : views.logits(network, parameters, normalized);
    NDArray scaled = temperature == 1 ? logits : logits.mul((float) (1 / temperature));
    return new NDList(scaled.softmax(CLASS_AXIS));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), network.spec().classes())};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    network.initialize(
        manager, dataType, Layer.batchOf(inputShapes[0].get(0), network.spec().image()));
  }
}
