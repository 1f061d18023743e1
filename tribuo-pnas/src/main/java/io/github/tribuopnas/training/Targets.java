package io.github.tribuopnas.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.data.PackedImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The labels of a batch as an array that, multiplied by the logarithms of the probabilities and
 * summed up, gives the mean cross-entropy: -1/batch at each image's class, 0 elsewhere.
 */
final class Targets {

  private final PackedImages images;
  private final int classes;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  Targets(PackedImages images, int classes, int batchSize) {
    this.images = images;
    this.classes = classes;
    bytes =
        ByteBuffer.allocateDirect(batchSize * classes * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** Returns {@code [count, classes]} over the one buffer: valid until the next call. */
  NDArray batch(int[] order, int start, int count, NDManager manager) {
    for (int i = 0; i < count * classes; i++) {
      floats.put(i, 0);
    }
    for (int i = 0; i < count; i++) {
      floats.put(i * classes + images.label(order[start + i]), -1f / count);
    }
    bytes.position(0).limit(count * classes * Float.BYTES);
    return manager.create(bytes, new Shape(count, classes), DataType.FLOAT32);
  }
}
