package io.github.tribuopnas.cli.model;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.onnx.quantize.ExampleBatch;
import java.util.AbstractList;
import java.util.List;

/** Packed images as batches of raw pixels, each made on demand. */
final class ImageBatches extends AbstractList<ExampleBatch> {
  private static final int BATCH = 64;

  private final PackedImages images;
  private final List<String> labels;

  /**
   * Cuts images into batches.
   *
   * @param images images of which every class is among the labels
   * @param labels the labels of the model, in its order
   */
  ImageBatches(PackedImages images, List<String> labels) {
    this.images = images;
    this.labels = labels;
    for (String name : images.classes()) {
      if (!labels.contains(name)) {
        throw new IllegalArgumentException(
            "the images have the class '" + name + "', but the model knows " + labels);
      }
    }
  }

  @Override
  public ExampleBatch get(int index) {
    int first = index * BATCH;
    int count = Math.min(BATCH, images.size() - first);
    int pixels = images.format().pixels();
    float[] values = new float[count * pixels];
    float[] image = new float[pixels];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      images.copyRaw(first + i, image);
      System.arraycopy(image, 0, values, i * pixels, pixels);
      classes[i] = labels.indexOf(images.classes().get(images.label(first + i)));
    }
    return new ExampleBatch(values, new long[] {count, pixels}, classes);
  }

  @Override
  public int size() {
    return (images.size() + BATCH - 1) / BATCH;
  }
}
