package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Makes the batches of a training, epoch after epoch. What they hold depends on the images, the
 * recipe and the seed alone, bit for bit, wherever they are made.
 */
interface BatchSource {

  /**
   * Begins an epoch.
   *
   * @param order the images of the epoch; not changed until it is over
   * @param ofEpoch owner of what is kept for the epoch
   */
  void begin(int[] order, NDManager ofEpoch);

  /**
   * Returns the changed and normalized images of a batch, once and in the order of batches.
   *
   * @param batch the number of the batch in the epoch, from 0
   * @param manager owner of the array
   * @return {@code [batch, channels, height, width]}, valid until the next call
   */
  NDArray images(int batch, NDManager manager);

  /**
   * Returns the labels of a batch.
   *
   * @param batch the number of the batch in the epoch, from 0
   * @param manager owner of the array
   * @return {@code [batch, classes]}, see {@link SoftLabels}; valid until the next call
   */
  NDArray targets(int batch, NDManager manager);
}
