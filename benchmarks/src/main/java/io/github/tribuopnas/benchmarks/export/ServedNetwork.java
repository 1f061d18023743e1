package io.github.tribuopnas.benchmarks.export;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.network.Weights;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.OnnxExporterBuilder;
import io.github.tribuopnas.space.KnownCells;
import java.util.Arrays;
import java.util.SplittableRandom;

/** PNASNet-5 for CIFAR with random weights, as it is served: raw pixels in, probabilities out. */
final class ServedNetwork implements AutoCloseable {

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final NetworkSpec spec;
  private final CellNetwork network;
  private final PixelNetwork served;
  private final ParameterStore parameters = new ParameterStore(manager, false);

  /**
   * Makes a network.
   *
   * @param setting {@code cifar} (N=3, F=48) or {@code proxy} (N=2, F=24)
   */
  ServedNetwork(String setting) {
    spec = Setting.parse(setting).of(KnownCells.find("pnasnet5")).build();
    network = new CellNetwork(spec);
    Weights.initialize(network, manager, 1);
    double[] means = new double[spec.image().channels()];
    double[] deviations = new double[spec.image().channels()];
    Arrays.fill(means, 120);
    Arrays.fill(deviations, 64);
    served = new PixelNetwork(network, means, deviations);
    served.initialize(manager, DataType.FLOAT32, new Shape(1, pixels()));
    // Without it, every forward pass would also build the graph of a backward pass.
    JniUtils.setGradMode(false);
  }

  int pixels() {
    return Math.toIntExact(spec.image().pixels());
  }

  OnnxExporterBuilder exporter() {
    return OnnxExporter.builder().setBlock(served).setInputs(new Shape(pixels()));
  }

  /** Raw pixels of random images. */
  float[] images(int batch) {
    SplittableRandom random = new SplittableRandom(2);
    float[] pixels = new float[batch * pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256);
    }
    return pixels;
  }

  /** DJL's forward pass over raw pixels. */
  float[] forward(float[] pixels) {
    try (NDManager scope = manager.newSubManager()) {
      NDList x = new NDList(scope.create(pixels, new Shape(pixels.length / pixels(), pixels())));
      return served.forward(parameters, x, false).singletonOrThrow().toFloatArray();
    }
  }

  /** DJL's forward pass with channels last in memory, over pixels that are normalized already. */
  float[] forwardChannelsLast(float[] pixels) {
    int height = spec.image().height();
    int width = spec.image().width();
    int channels = spec.image().channels();
    try (NDManager scope = manager.newSubManager()) {
      Shape shape = new Shape(pixels.length / pixels(), height, width, channels);
      return network
          .apply(parameters, scope.create(pixels, shape).transpose(0, 3, 1, 2), false)
          .softmax(1)
          .toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
