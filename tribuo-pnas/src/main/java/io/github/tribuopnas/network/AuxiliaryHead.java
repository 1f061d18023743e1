package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.ImageShape;

/**
 * A second classifier that helps to train the lower two thirds of a network and is then thrown
 * away: ReLU, average pooling of 5x5 pixels every third without padding, a pointwise convolution to
 * 128 channels, batch normalization, ReLU, a convolution over all pixels to 768, batch
 * normalization, ReLU and a fully connected layer (the reference code's {@code _build_aux_head}).
 *
 * <p>It stands apart from {@link CellNetwork}, so that nothing of it can reach a network that is
 * served or exported. Where features are smaller than 5 pixels in height or width, which happens
 * with images below 18 pixels and the CIFAR stem, the pooling takes the mean of as many as there
 * are.
 */
public final class AuxiliaryHead extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int WINDOW = 5;
  private static final Shape STRIDE = new Shape(3, 3);
  private static final Shape NO_PADDING = new Shape(0, 0);
  private static final int PROJECTED = 128;
  private static final int HIDDEN = 768;

  private final ImageShape input;
  private final Shape window;
  private final ConvolutionNorm projection;
  private final ConvolutionNorm hidden;
  private final Classifier classifier;

  /**
   * Builds the head of a network.
   *
   * @param network the network whose features it reads
   */
  public AuxiliaryHead(CellNetwork network) {
    super(VERSION);
    NetworkSpec spec = network.spec();
    input = network.auxiliaryFeatures();
    window = new Shape(Math.min(WINDOW, input.height()), Math.min(WINDOW, input.width()));
    ImageShape pooled =
        new ImageShape(pooled(input.height(), 0), pooled(input.width(), 1), input.channels());
    projection =
        addChildBlock(
            "projection",
            ConvolutionNorm.plain(pooled, spec.epsilon(), Convolution.pointwise(PROJECTED, 1)));
    hidden =
        addChildBlock(
            "hidden",
            ConvolutionNorm.rectified(
                projection.output(),
                spec.epsilon(),
                Convolution.valid(HIDDEN, pooled.height(), pooled.width(), 1)));
    classifier = addChildBlock("classifier", new Classifier(hidden.output(), spec.classes()));
  }

  private int pooled(int side, int axis) {
    return (side - (int) window.get(axis)) / (int) STRIDE.get(axis) + 1;
  }

  /**
   * Runs the head without the checks of {@code forward}, which walk all parameters.
   *
   * @param parameters where the weights come from
   * @param features {@link TrainingOutput#auxiliaryFeatures}
   * @param training whether batch statistics are used and updated
   * @return logits, {@code [batch, classes]}
   */
  public NDArray apply(ParameterStore parameters, NDArray features, boolean training) {
    NDArray pooled =
        Pool.avgPool2d(
            features.getNDArrayInternal().relu(), window, STRIDE, NO_PADDING, false, true);
    NDArray projected = projection.apply(parameters, pooled, training);
    NDArray y = hidden.apply(parameters, projected.getNDArrayInternal().relu(), training);
    return classifier.apply(parameters, y, training, Noise.NONE);
  }

  ImageShape input() {
    return input;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(apply(parameters, inputs.singletonOrThrow(), training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return classifier.getOutputShapes(inputShapes);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    projection.initialize(manager, dataType, Layer.batchOf(batch, projection.input()));
    hidden.initialize(manager, dataType, Layer.batchOf(batch, hidden.input()));
    classifier.initialize(manager, dataType, Layer.batchOf(batch, classifier.input()));
  }
}
