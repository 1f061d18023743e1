package io.github.tribuopnas.benchmarks.speed;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One network with its weights and one data set, written for the Python side, and what the Java
 * side makes of them.
 *
 * @param parameters how many parameters are trained
 * @param loss the mean cross-entropy of the first batch with batch statistics
 */
public record SharedNetwork(long parameters, double loss) {

  private static final int SEED = 7;

  /**
   * Writes a case's first weights and its images.
   *
   * @param timed the case
   * @param images at least a batch
   * @param weightsFile where the weights go, as floats in the order of the network's parameters
   * @param imagesFile where the normalized images go, {@code [image, height, width, channels]}
   * @return what the Java side computes
   * @throws IOException if a file cannot be written
   */
  public static SharedNetwork write(
      SpeedCase timed, PackedImages images, Path weightsFile, Path imagesFile) throws IOException {
    FloatBuffer pixels = normalized(timed.image(), images, imagesFile);
    CellNetwork network = new CellNetwork(timed.network());
    long trained = 0;
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      JniUtils.setGradMode(false);
      Weights.initialize(network, manager, SEED);
      try (var out = Files.newOutputStream(weightsFile)) {
        for (Parameter parameter : network.getParameters().values()) {
          // What is no weight and no statistic is a constant of the Java network's own.
          if (parameter.getType() != Parameter.Type.OTHER) {
            out.write(bytes(parameter.getArray().toFloatArray()));
            trained += parameter.requiresGradient() ? parameter.getArray().size() : 0;
          }
        }
      }
      ImageShape image = timed.image();
      float[] batch = new float[Math.toIntExact(timed.batch() * image.pixels())];
      pixels.get(0, batch);
      NDArray x =
          manager
              .create(
                  batch, new Shape(timed.batch(), image.height(), image.width(), image.channels()))
              .transpose(0, 3, 1, 2);
      float[] labels = new float[timed.batch()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = images.label(i);
      }
      NDList logits = network.forward(new ParameterStore(manager, false), new NDList(x), true);
      double loss =
          new SoftmaxCrossEntropyLoss()
              .evaluate(new NDList(manager.create(labels)), logits)
              .getFloat();
      return new SharedNetwork(trained, loss);
    }
  }

  private static FloatBuffer normalized(ImageShape image, PackedImages images, Path file)
      throws IOException {
    ChannelNormalization normalization = ChannelNormalization.of(images);
    float[] values = new float[Math.toIntExact(images.size() * image.pixels())];
    FloatBuffer buffer = FloatBuffer.wrap(values);
    for (int i = 0; i < images.size(); i++) {
      images.copyNormalized(i, normalization, buffer);
    }
    Files.write(file, bytes(values));
    return buffer.flip();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }
}
