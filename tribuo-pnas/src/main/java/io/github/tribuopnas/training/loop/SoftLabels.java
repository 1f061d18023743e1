package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The labels of a batch as an array that, multiplied by the logarithms of the probabilities and
 * summed up, gives the mean cross-entropy: -1/batch at each image's class, 0 elsewhere. Label
 * smoothing e gives every class e / classes of that and the image's own 1 - e more (Szegedy et al.
 * 2016), or what {@link ClassBalance#spread} says. All that is of an image is multiplied by the
 * weight of its class.
 */
final class SoftLabels {

  private final PackedImages images;
  private final int classes;
  private final double smoothing;
  private final double[] weights;
  private final double[] spread;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  /**
   * Prepares for batches.
   *
   * @param images the training images
   * @param classes how many classes there are
   * @param smoothing the fraction of a label that is spread over all classes
   * @param balance what is done about classes with few images
   * @param batchSize the most images of a batch
   */
  SoftLabels(
      PackedImages images, int classes, double smoothing, ClassBalance balance, int batchSize) {
    this.images = images;
    this.classes = classes;
    this.smoothing = smoothing;
    int[] counts = Arrays.copyOf(images.classCounts(), classes);
    weights = balance.weights(counts);
    spread = balance.spread(smoothing, counts);
    bytes =
        ByteBuffer.allocateDirect(batchSize * classes * Float.BYTES).order(ByteOrder.nativeOrder());
    floats = bytes.asFloatBuffer();
  }

  /** Returns {@code [count, classes]} over the one buffer: valid until the next call. */
  NDArray batch(int[] order, int start, int count, NDManager manager) {
    floats.clear();
    for (int i = start; i < start + count; i++) {
      put(images.label(order[i]), count, floats);
    }
    bytes.position(0).limit(count * classes * Float.BYTES);
    return manager.create(bytes, new Shape(count, classes), DataType.FLOAT32);
  }

  /** Returns, for each class in turn, what an image of it has in a batch of so many. */
  float[] table(int count) {
    FloatBuffer table = FloatBuffer.allocate(weights.length * classes);
    for (int label = 0; label < weights.length; label++) {
      put(label, count, table);
    }
    return table.array();
  }

  private void put(int label, int count, FloatBuffer target) {
    for (int c = 0; c < classes; c++) {
      double part = c == label ? 1 - smoothing + spread[c] : spread[c];
      // From 0, since a negative zero would be another number to the engine's last bit.
      target.put((float) (0 - weights[label] * part / count));
    }
  }

  int classes() {
    return classes;
  }
}
