package io.github.tribuopnas.surrogate.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** A network that predicts accuracies from the tokens of cells. Has no weights of its own. */
public interface TokenNetwork {

  /** Units of each layer, and numbers of each embedding, in the paper. */
  int UNITS = 100;

  /** The first bias of the last layer: sigmoid(1.8) is the mean accuracy of one-block cells. */
  float FIRST_BIAS = 1.8f;

  /** Embeddings begin as uniform numbers up to this. */
  float EMBEDDING_BOUND = 0.1f;

  /**
   * An array of weights.
   *
   * @param name what it is called in messages and files
   * @param shape its shape
   * @param bound the weights begin as uniform numbers from -bound to bound, plus an offset
   * @param offsets the middle of the first weights, of each of equally many in turn
   */
  record Weight(String name, Shape shape, double bound, List<Float> offsets) {

    private static final List<Float> ZERO = List.of(0f);

    static Weight embedding(String name, int tokens) {
      return new Weight(name, new Shape(tokens, UNITS), EMBEDDING_BOUND, ZERO);
    }

    /** Of a layer, {@code [out, in]}, by Glorot and Bengio (2010). */
    static Weight layer(String name, int out, int in) {
      return new Weight(name, new Shape(out, in), Math.sqrt(6.0 / (out + in)), ZERO);
    }

    /** Begins as these values, each for as many outputs as the others. */
    static Weight bias(String name, int out, Float... values) {
      return new Weight(name, new Shape(out), 0, List.of(values));
    }

    /** The middle of the first values of a weight, by its place. */
    float offset(int place) {
      return offsets.get((int) (place * offsets.size() / shape.size()));
    }
  }

  /**
   * Returns the network's weights.
   *
   * @return the weights, in the order in which {@link #forward} takes them
   */
  List<Weight> weights();

  /**
   * Predicts.
   *
   * @param tokens of each cell, numbered from 0; at least one cell
   * @param weights the weights
   * @param manager takes all arrays made on the way
   * @return the accuracies, {@code [cell]}
   */
  NDArray forward(List<int[]> tokens, List<NDArray> weights, NDManager manager);
}
