package io.github.tribuopnas.training.trained;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.github.tribuopnas.evaluation.ConfusionMatrix;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.engine.DirectParameters;
import io.github.tribuopnas.training.engine.GradientMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A network with trained weights, and the normalization it was trained with. Frees both on closing.
 */
public final class TrainedNetwork implements AutoCloseable {

  /**
   * Images that are evaluated at once. More are not faster, and take more memory than training
   * does, which the system must allocate again for every candidate.
   */
  public static final int EVALUATION_BATCH = 64;

  private final CellNetwork network;
  private final ChannelNormalization normalization;
  private final NDManager manager;

  /**
   * Takes over a network whose weights are trained.
   *
   * @param network the network
   * @param normalization what it was trained with
   * @param manager where its weights are; freed on closing
   */
  public TrainedNetwork(
      CellNetwork network, ChannelNormalization normalization, NDManager manager) {
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
    ConfusionMatrix matrix = new ConfusionMatrix(network.spec().classes());
    double loss = 0;
    double squares = 0;
    int image = 0;
    BatchFeed feed = feed(images);
    int[] order = IntStream.range(0, images.size()).toArray();
    for (int first = 0; first < images.size(); first += EVALUATION_BATCH) {
      int count = Math.min(EVALUATION_BATCH, images.size() - first);
      float[] logits = logits(feed, order, first, count);
      int classes = spec().classes();
      for (int start = 0; start < logits.length; start += classes) {
        int label = images.label(image++);
        int best = largest(logits, start, classes);
        if (best < 0) {
          return Evaluation.NOT_A_NUMBER;
        }
        matrix.add(label, best);
        double own = crossEntropy(logits, start, classes, best, label);
        loss += own;
        squares += own * own;
      }
    }
    int size = images.size();
    double mean = loss / size;
    double variance = Math.max(0, squares / size - mean * mean);
    return new Evaluation(
        matrix.accuracy(),
        matrix.balancedAccuracy(),
        matrix.macroF1(),
        mean,
        Math.sqrt(variance / size));
  }

  /**
   * Returns the network's logits for images.
   *
   * @param images labeled images of the network's size, at least one
   * @param views what the network is shown of each
   * @return logits and labels, image by image
   */
  public LabeledLogits logits(PackedImages images, Views views) {
    return Objects.requireNonNull(logits(images, List.of(views)).get(views));
  }

  /**
   * Returns the network's logits for images by several choices of views. A view that several of
   * them have is computed once where one of the choices includes the others.
   *
   * @param images labeled images of the network's size, at least one
   * @param choices what the network may be shown of each, at least one choice
   * @return for each choice logits and labels, image by image
   */
  public Map<Views, LabeledLogits> logits(PackedImages images, List<Views> choices) {
    Map<Views, List<Views>> includedBy = new EnumMap<>(Views.class);
    for (Views choice : choices) {
      Views widest =
          choices.stream()
              .filter(other -> other.includes(choice))
              .max(Comparator.comparingInt(Views::count))
              .orElseThrow();
      includedBy.computeIfAbsent(widest, first -> new ArrayList<>()).add(choice);
    }
    Map<Views, LabeledLogits> logits = new EnumMap<>(Views.class);
    includedBy.forEach((widest, included) -> logits.putAll(logits(images, widest, included)));
    return logits;
  }

  private Map<Views, LabeledLogits> logits(
      PackedImages images, Views widest, List<Views> included) {
    Map<Views, LabeledLogits> logits = new EnumMap<>(Views.class);
    int[] labels = IntStream.range(0, images.size()).map(images::label).toArray();
    for (Views views : included) {
      logits.put(views, new LabeledLogits(new double[labels.length][spec().classes()], labels));
    }
    BatchFeed feed = feed(images);
    int[] order = IntStream.range(0, images.size()).toArray();
    int batch = batch(widest);
    for (int first = 0; first < images.size(); first += batch) {
      int count = Math.min(batch, images.size() - first);
      try (GradientMode mode = GradientMode.off();
          NDManager scope = manager.newSubManager()) {
        NDArray each =
            widest.each(
                network, new DirectParameters(manager), feed.batch(order, first, count, scope));
        for (Map.Entry<Views, LabeledLogits> one : logits.entrySet()) {
          float[] values = widest.logits(each, one.getKey()).toFloatArray();
          for (int i = 0; i < values.length; i++) {
            one.getValue().logits()[first + i / spec().classes()][i % spec().classes()] = values[i];
          }
        }
      }
    }
    return logits;
  }

  /** Returns how many images are evaluated at once. Each view is an image to the network. */
  static int batch(Views views) {
    return Math.max(1, EVALUATION_BATCH / views.count());
  }

  private BatchFeed feed(PackedImages images) {
    return new BatchFeed(images, normalization, Math.min(EVALUATION_BATCH, images.size()));
  }

  /** Returns the logits of a batch, image after image. */
  private float[] logits(BatchFeed feed, int[] order, int first, int count) {
    try (GradientMode mode = GradientMode.off();
        NDManager scope = manager.newSubManager()) {
      NDArray batch = feed.batch(order, first, count, scope);
      return network.apply(new DirectParameters(manager), batch, false).toFloatArray();
    }
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
    return pixelNetwork(Views.PLAIN, 1);
  }

  /**
   * Returns the network as it is served, sharing these weights: valid until this is closed.
   *
   * @param views what the network is shown of an image
   * @param temperature what logits are divided by, above 0
   * @return raw pixels in, probabilities out
   */
  public PixelNetwork pixelNetwork(Views views, double temperature) {
    PixelNetwork served =
        new PixelNetwork(
            network, normalization.means(), normalization.deviations(), views, temperature);
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
    return probabilities(pixelNetwork(), pixels, EVALUATION_BATCH);
  }

  /** Runs a block of networks that share this one's engine and device on so many images at once. */
  float[][] probabilities(Block served, float[][] pixels, int batch) {
    float[][] probabilities = new float[pixels.length][];
    for (int first = 0; first < pixels.length; first += batch) {
      int count = Math.min(batch, pixels.length - first);
      try (GradientMode mode = GradientMode.off();
          NDManager scope = manager.newSubManager()) {
        NDArray x = scope.create(Arrays.copyOfRange(pixels, first, first + count));
        NDArray y =
            served.forward(new DirectParameters(manager), new NDList(x), false).singletonOrThrow();
        float[] flat = y.toFloatArray();
        int classes = flat.length / count;
        for (int i = 0; i < count; i++) {
          probabilities[first + i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
        }
      }
    }
    return probabilities;
  }

  /** Returns where the weights are. */
  NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
