package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.training.augment.Augmenter;
import io.github.tribuopnas.training.trained.BatchFeed;

/** Batches that are made in this program's memory, one at a time. */
final class HostBatches implements BatchSource {

  private final BatchFeed feed;
  private final Augmenter augmenter;
  private final SoftLabels labels;
  private final int batchSize;
  private int[] order = {};

  /**
   * Prepares for batches.
   *
   * @param feed takes the images
   * @param augmenter changes them
   * @param labels of the images
   * @param batchSize images in a batch
   */
  HostBatches(BatchFeed feed, Augmenter augmenter, SoftLabels labels, int batchSize) {
    this.feed = feed;
    this.augmenter = augmenter;
    this.labels = labels;
    this.batchSize = batchSize;
  }

  @Override
  public void begin(int[] newOrder, NDManager ofEpoch) {
    order = newOrder;
  }

  @Override
  public NDArray images(int batch, NDManager manager) {
    return feed.batch(order, batch * batchSize, batchSize, augmenter, manager);
  }

  @Override
  public NDArray targets(int batch, NDManager manager) {
    return labels.batch(order, batch * batchSize, batchSize, manager);
  }
}
