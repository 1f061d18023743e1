package io.github.tribuopnas.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.PackedImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The labels of a batch as an array that, multiplied by the logarithms of the probabilities and
 * summed up, gives the mean cross-entropy: -1/batch at each image's class, 0 elsewhere. Label
 * smoothing e gives every class e / classes of that and the image's own 1 - e more (Szegedy et al.
 * 2016).
 */
final class SoftLabels {

  private final PackedImages images;
  private final int classes;
  private final double smoothing;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  SoftLabels(PackedImages images, int classes, double smoothing, int batchSize) {
    this.images = images;
    this.classes = classes;
    this.smoothing = smoothing;
    bytes =
        ByteBuffer.allocateDirect(batchSize * classes * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** Returns {@code [count, classes]} over the one buffer: valid until the next call. */
  NDArray batch(int[] order, int start, int count, NDManager manager) {
    double others = smoothing / classes;
    for (int i = 0; i < count * classes; i++) {
      floats.put(i, (float) (0 - others / count));
    }
    for (int i = 0; i < count; i++) {
      int own = i * classes + images.label(order[start + i]);
      floats.put(own, (float) (-(1 - smoothing + others) / count));
    }
    bytes.position(0).limit(count * classes * Float.BYTES);
    return manager.create(bytes, new Shape(count, classes), DataType.FLOAT32);
  }
}
