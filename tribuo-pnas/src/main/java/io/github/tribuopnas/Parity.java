package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.nio.FloatBuffer;

/** Compares a network in the engine that trained it with its model in ONNX Runtime. */
final class Parity {

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
    float[][] pixels = new float[compared][images.format().pixels()];
    FloatBuffer flat = FloatBuffer.allocate(compared * images.format().pixels());
    for (int i = 0; i < compared; i++) {
      images.copyRaw(i, pixels[i]);
      flat.put(pixels[i]);
    }
    float[][] trained = networks.probabilities(pixels);
    double largest = 0;
    try (OnnxClassifier served = new OnnxClassifier(model.onnx())) {
      float[][] exported = served.probabilities(flat.flip(), compared);
      for (int i = 0; i < compared; i++) {
        for (int j = 0; j < trained[i].length; j++) {
          largest = Math.max(largest, Math.abs(trained[i][j] - exported[i][j]));
        }
      }
    }
    return largest;
  }
}
