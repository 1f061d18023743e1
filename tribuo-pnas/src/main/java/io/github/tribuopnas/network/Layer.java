package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.ImageShape;

/**
 * A DJL block with one input and one output, {@code [batch, channels, height, width]} each, whose
 * sizes are known when it is built. Parents call {@link #apply} instead of {@code forward}: DJL's
 * {@code forward} walks all parameters below a block each time, at every level of the tree.
 */
abstract class Layer extends AbstractBlock {

  private static final byte VERSION = 1;

  private final ImageShape input;
  private final ImageShape output;

  Layer(ImageShape input, ImageShape output) {
    super(VERSION);
    this.input = input;
    this.output = output;
  }

  /**
   * Runs the layer.
   *
   * @param parameters where the weights come from
   * @param x the input, already rectified if {@link #readsRectified()}
   * @param training whether batch statistics are used and updated
   * @return the output
   */
  abstract NDArray apply(ParameterStore parameters, NDArray x, boolean training);

  /**
   * Returns whether the layer begins with a ReLU that its reader runs for it: branches that read
   * the same array then share one.
   */
  abstract boolean readsRectified();

  /**
   * Returns whether the layer ends in a batch normalization. What it puts out then is of one scale,
   * whatever it reads.
   */
  boolean isNormalized() {
    return true;
  }

  /** Returns what one image costs in this layer. */
  abstract Cost cost();

  /** Says what the layer does to what: layers with one description cost the same. */
  String description() {
    return getClass().getSimpleName() + " " + input + " " + output;
  }

  final ImageShape input() {
    return input;
  }

  /** Returns how many numbers of one image the layer reads. */
  final long inputs() {
    return input.pixels();
  }

  final ImageShape output() {
    return output;
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(
        apply(parameters, readsRectified() ? x.getNDArrayInternal().relu() : x, training));
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {batchOf(inputShapes[0].get(0), output)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    for (Block child : getChildren().values()) {
      child.initialize(manager, dataType, batchOf(inputShapes[0].get(0), ((Layer) child).input));
    }
  }

  /** Returns the shape of a batch, {@code [batch, channels, height, width]}. */
  static Shape batchOf(long batch, ImageShape extent) {
    return new Shape(batch, extent.channels(), extent.height(), extent.width());
  }
}
