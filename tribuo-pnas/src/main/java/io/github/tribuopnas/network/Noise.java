package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;

/**
 * The random changes that training makes to arrays inside a network. A network that is evaluated,
 * served or exported knows none.
 */
public interface Noise {

  /** Changes nothing. */
  Noise NONE =
      new Noise() {
        @Override
        public NDArray onBranch(NDArray branch, double depth) {
          return branch;
        }

        @Override
        public NDArray onFeatures(NDArray features) {
          return features;
        }
      };

  /**
   * Changes what an operation other than the identity puts out.
   *
   * @param branch {@code [batch, channels, height, width]}
   * @param depth where its cell stands in the network: its number from 1, stem cells counted, over
   *     the number of cells; above 0, 1 in the last
   * @return an array of the same shape
   */
  NDArray onBranch(NDArray branch, double depth);

  /**
   * Changes what the classifier reads.
   *
   * @param features pooled features, {@code [batch, channels]}
   * @return an array of the same shape
   */
  NDArray onFeatures(NDArray features);
}
