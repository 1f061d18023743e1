package io.github.tribuopnas.objective;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.network.Weights;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Exports networks as they are served, before they are trained: time and size are the same. */
final class UntrainedModel {

  private UntrainedModel() {}

  /** Returns the content of the file. */
  static byte[] of(NetworkSpec network) {
    double[] means = new double[network.image().channels()];
    double[] deviations = means.clone();
    Arrays.fill(deviations, 1);
    Shape pixels = new Shape(network.image().pixels());
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      CellNetwork cells = new CellNetwork(network);
      Weights.initialize(cells, manager, 1);
      PixelNetwork served = new PixelNetwork(cells, means, deviations);
      served.initialize(manager, DataType.FLOAT32, new Shape(1, network.image().pixels()));
      return OnnxExporter.builder()
          .setBlock(served)
          .setInputs(pixels)
          .optLabels(IntStream.range(0, network.classes()).mapToObj(String::valueOf).toList())
          .build()
          .toModel()
          .toByteArray();
    }
  }
}
