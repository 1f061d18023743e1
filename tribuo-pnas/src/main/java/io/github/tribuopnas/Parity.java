package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.util.stream.IntStream;

/** Compares a network in the engine that trained it with its model in ONNX Runtime. */
final class Parity {

  /** Values of images that are compared at once, so that large images take little memory. */
  private static final int MOST_VALUES = 1 << 24;

  private Parity() {}

  /**
   * Returns the largest difference of a probability.
   *
   * @param networks the networks as they were trained
   * @param model its model
   * @param images images of the network's size
   * @param count how many of them, from the first, at most
   * @return the largest absolute difference
   */
  static double largest(TrainedEnsemble networks, PNASModel model, PackedImages images, int count) {
    int compared = Math.min(count, images.size());
    int atOnce = Math.max(1, MOST_VALUES / images.format().pixels());
    double largest = 0;
    try (OnnxClassifier served = new OnnxClassifier(model.onnx())) {
      for (int first = 0; first < compared; first += atOnce) {
        int end = Math.min(compared, first + atOnce);
        PackedImages some = images.select(IntStream.range(first, end).toArray());
        largest = Math.max(largest, largest(networks, served, some));
      }
    }
    return largest;
  }

  private static double largest(
      TrainedEnsemble networks, OnnxClassifier served, PackedImages images) {
    float[][] pixels = new float[images.size()][images.format().pixels()];
    for (int i = 0; i < pixels.length; i++) {
      images.copyRaw(i, pixels[i]);
    }
    float[][] trained = networks.probabilities(pixels);
    float[][] exported = served.probabilities(images);
    double largest = 0;
    for (int i = 0; i < trained.length; i++) {
      for (int j = 0; j < trained[i].length; j++) {
        largest = Math.max(largest, Math.abs(trained[i][j] - exported[i][j]));
      }
    }
    return largest;
  }
}
