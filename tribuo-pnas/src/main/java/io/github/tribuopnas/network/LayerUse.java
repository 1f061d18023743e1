package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.ImageShape;
import java.util.List;

/**
 * A layer that a network runs in each training step, whose time can be measured outside the
 * network.
 *
 * @param description what it does to what: layers with one description take one time
 * @param block the layer, without weights until {@link #initialize}
 * @param input what one image is when it gets there
 * @param isFirst whether it reads the images, whose gradient nobody asks for
 * @param times how often a step runs it; a fraction for what is a part of the layer
 */
public record LayerUse(
    String description, Block block, ImageShape input, boolean isFirst, double times) {

  static LayerUse of(Layer layer) {
    return new LayerUse(layer.description(), layer, layer.input(), false, 1);
  }

  static LayerUse ofFirst(Layer layer) {
    return new LayerUse("images: " + layer.description(), layer, layer.input(), true, 1);
  }

  /** Passes over the numbers of an image of some size: rectifying, adding, joining. */
  static LayerUse passes(ImageShape extent, int number) {
    Elementwise unit = new Elementwise(extent);
    return new LayerUse(unit.description(), unit, extent, false, number / Elementwise.PASSES);
  }

  static LayerUse of(Classifier classifier) {
    return new LayerUse(classifier.description(), classifier, classifier.input(), false, 1);
  }

  /**
   * Returns all that a network runs in a training step, without the loss and the optimizer.
   *
   * @param spec the network
   * @return its layers from the image to the logits; the same description may be there often
   */
  public static List<LayerUse> of(NetworkSpec spec) {
    return new CellNetwork(spec).layerUses();
  }

  /**
   * Gives the layer its weights.
   *
   * @param manager owner of the weights
   * @param batch images in a step
   */
  public void initialize(NDManager manager, int batch) {
    block.initialize(manager, DataType.FLOAT32, Layer.batchOf(batch, input));
  }

  /**
   * Runs the layer as a training step does.
   *
   * @param parameters where the weights come from
   * @param x {@code [batch, channels, height, width]}
   * @return what it puts out
   */
  public NDArray run(ParameterStore parameters, NDArray x) {
    return block instanceof Classifier classifier
        ? classifier.apply(parameters, x, true, Noise.NONE)
        : ((Layer) block).apply(parameters, x, true);
  }

  /**
   * Returns the shape of a batch of inputs whose channels lie last in memory.
   *
   * @param batch images in a step
   * @return {@code [batch, height, width, channels]}
   */
  public Shape channelsLast(int batch) {
    return new Shape(batch, input.height(), input.width(), input.channels());
  }
}
