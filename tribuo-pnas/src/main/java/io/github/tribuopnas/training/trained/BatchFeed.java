package io.github.tribuopnas.training.trained;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.augment.Augmenter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Puts images into arrays through one buffer that every batch reuses, so that no more than one
 * float copy of a batch exists.
 *
 * <p>The buffer holds {@code [batch, height, width, channels]}; the array is its transposed view
 * {@code [batch, channels, height, width]}. The engine then keeps channels last all the way through
 * the network, which is the faster layout on a CPU.
 */
public final class BatchFeed {

  private final PackedImages images;
  private final ChannelNormalization normalization;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  /**
   * Prepares for images.
   *
   * @param images the images
   * @param normalization what pixels are normalized by
   * @param batchSize the most images of a batch, at least 1
   */
  public BatchFeed(PackedImages images, ChannelNormalization normalization, int batchSize) {
    this.images = images;
    this.normalization = normalization;
    long elements = (long) batchSize * images.height() * images.width() * images.channels();
    bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(elements * Float.BYTES))
            .order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /**
   * Returns a batch as an array over the feed's buffer: valid until the next call.
   *
   * @param order numbers of images
   * @param start the first place of the batch in the order
   * @param count how many, at most the batch size
   * @param manager owner of the array
   * @return {@code [count, channels, height, width]}
   */
  public NDArray batch(int[] order, int start, int count, NDManager manager) {
    floats.clear();
    for (int i = start; i < start + count; i++) {
      images.copyNormalized(order[i], normalization, floats);
    }
    return array(count, manager);
  }

  /**
   * Returns a batch of changed images as an array over the feed's buffer: valid until the next
   * call.
   *
   * @param order numbers of images
   * @param start the first place of the batch in the order
   * @param count how many, at most the batch size
   * @param augmenter changes each image
   * @param manager owner of the array
   * @return {@code [count, channels, height, width]}
   */
  public NDArray batch(int[] order, int start, int count, Augmenter augmenter, NDManager manager) {
    floats.clear();
    for (int i = start; i < start + count; i++) {
      augmenter.append(order[i], floats);
    }
    return array(count, manager);
  }

  private NDArray array(int count, NDManager manager) {
    bytes.position(0).limit(floats.position() * Float.BYTES);
    Shape shape = new Shape(count, images.height(), images.width(), images.channels());
    return manager.create(bytes, shape, DataType.FLOAT32).transpose(0, 3, 1, 2);
  }
}
