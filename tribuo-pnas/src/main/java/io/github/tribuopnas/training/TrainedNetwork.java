package io.github.tribuopnas.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.training.engine.DirectParameters;
import io.github.tribuopnas.training.engine.GradientMode;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A network with trained weights, and the normalization it was trained with. Frees both on closing.
 */
public final class TrainedNetwork implements AutoCloseable {

  private static final int EVALUATION_BATCH = 256;

  private final CellNetwork network;
  private final ChannelNormalization normalization;
  private final NDManager manager;

  TrainedNetwork(CellNetwork network, ChannelNormalization normalization, NDManager manager) {
    this.network = network;
    this.normalization = normalization;
    this.manager = manager;
  }

  /**
   * Returns what the network was built from.
   *
   * @return its specification
   */
  public NetworkSpec spec() {
    return network.spec();
  }

  /**
   * Returns the fraction of images that the network labels correctly.
   *
   * @param images labeled images of the network's size, at least one
   * @return the accuracy, 0 to 1, or NaN if the network puts out values that are not numbers
   */
  public double accuracy(PackedImages images) {
    return evaluate(images).accuracy();
  }

  /**
   * Measures the network.
   *
   * @param images labeled images of the network's size, at least one
   * @return accuracy and loss
   */
  public Evaluation evaluate(PackedImages images) {
    int correct = 0;
    double loss = 0;
    double squares = 0;
    int first = 0;
    int[] order = IntStream.range(0, images.size()).toArray();
    BatchFeed feed =
        new BatchFeed(images, normalization, Math.min(EVALUATION_BATCH, images.size()));
    DirectParameters parameters = new DirectParameters(manager);
    while (first < images.size()) {
      int count = Math.min(EVALUATION_BATCH, images.size() - first);
      float[] logits;
      try (GradientMode mode = GradientMode.off();
          NDManager scope = manager.newSubManager()) {
        NDArray batch = feed.batch(order, first, count, scope);
        logits = network.apply(parameters, batch, false).toFloatArray();
      }
      int classes = logits.length / count;
      for (int i = 0; i < count; i++) {
        int start = i * classes;
        int label = images.label(first + i);
        int best = largest(logits, start, classes);
        if (best < 0) {
          return Evaluation.NOT_A_NUMBER;
        }
        if (best == label) {
          correct++;
        }
        double own = crossEntropy(logits, start, classes, best, label);
        loss += own;
        squares += own * own;
      }
      first += count;
    }
    int size = images.size();
    double mean = loss / size;
    double variance = Math.max(0, squares / size - mean * mean);
    return new Evaluation((double) correct / size, mean, Math.sqrt(variance / size));
  }

  /**
   * Returns -log softmax at the label; the largest logit is taken out, so that nothing overflows.
   */
  private static double crossEntropy(float[] logits, int start, int classes, int best, int label) {
    double largest = logits[start + best];
    double sum = 0;
    for (int i = start; i < start + classes; i++) {
      sum += Math.exp(logits[i] - largest);
    }
    return Math.log(sum) + largest - logits[start + label];
  }

  private static int largest(float[] logits, int start, int classes) {
    int best = -1;
    for (int i = 0; i < classes; i++) {
      float value = logits[start + i];
      if (Float.isNaN(value)) {
        return -1;
      }
      if (best < 0 || value > logits[start + best]) {
        best = i;
      }
    }
    return best;
  }

  /**
   * Returns the network as it is served, sharing these weights: valid until this is closed.
   *
   * @return raw pixels in, probabilities out
   */
  public PixelNetwork pixelNetwork() {
    PixelNetwork served =
        new PixelNetwork(network, normalization.means(), normalization.deviations());
    served.initialize(manager, DataType.FLOAT32, new Shape(1, network.spec().image().pixels()));
    return served;
  }

  /**
   * Returns the probabilities that the engine itself computes, against which an exported model is
   * checked.
   *
   * @param pixels raw pixels of each image, channels first
   * @return the probabilities of each image
   */
  public float[][] probabilities(float[][] pixels) {
    try (GradientMode mode = GradientMode.off();
        NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(pixels);
      NDArray y =
          pixelNetwork()
              .forward(new DirectParameters(manager), new NDList(x), false)
              .singletonOrThrow();
      float[] flat = y.toFloatArray();
      int classes = flat.length / pixels.length;
      float[][] probabilities = new float[pixels.length][];
      for (int i = 0; i < pixels.length; i++) {
        probabilities[i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
      }
      return probabilities;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
