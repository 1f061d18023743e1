package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  private static NDManager manager;

  @BeforeAll
  static void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  /** Raw pixels in, probabilities out, as a cell network is exported. */
  private static LambdaCell pixelNetwork() {
    return LambdaCell.of(
            (x, w) -> {
              long batch = x.getShape().get(0);
              NDArray image = x.reshape(batch, 3, 8, 8).sub(w.apply("mean")).mul(w.apply("scale"));
              Shape one = new Shape(1, 1);
              NDArray stem =
                  Conv2d.conv2d(image, w.apply("stem"), null, one, one, one, 1).singletonOrThrow();
              NDArray normal =
                  BatchNorm.batchNorm(
                          stem,
                          w.apply("runningMean"),
                          w.apply("runningVar"),
                          w.apply("gamma"),
                          w.apply("beta"),
                          -1,
                          0.9f,
                          1e-5f,
                          false)
                      .singletonOrThrow();
              NDArray relu = Activation.relu(normal);
              NDArray depthwise =
                  Conv2d.conv2d(
                          relu,
                          w.apply("depthwise"),
                          null,
                          new Shape(2, 2),
                          new Shape(2, 2),
                          new Shape(2, 2),
                          4)
                      .singletonOrThrow();
              NDArray padded = relu.pad(new Shape(0, 1, 0, 1), Double.NEGATIVE_INFINITY);
              NDArray pooled =
                  Pool.maxPool2d(padded, new Shape(3, 3), new Shape(2, 2), new Shape(0, 0), false);
              NDArray average =
                  Pool.avgPool2d(
                      relu, new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false, true);
              NDArray shifted = relu.pad(new Shape(0, 1, 0, 1), 0).get(":, :, 1:, 1:");
              NDArray reduced =
                  Pool.avgPool2d(
                      shifted, new Shape(1, 1), new Shape(2, 2), new Shape(0, 0), false, true);
              NDArray sum = depthwise.add(pooled).mul(0.5f);
              NDArray joined = NDArrays.concat(new NDList(sum, average, reduced), 1);
              NDArray features = Pool.globalAvgPool2d(joined);
              NDArray kept = Dropout.dropout(features, 0.5f, false).singletonOrThrow();
              return Linear.linear(kept, w.apply("dense"), w.apply("bias"))
                  .singletonOrThrow()
                  .softmax(-1);
            })
        .with("mean", 1, 3, 1, 1)
        .with("scale", 1, 3, 1, 1)
        .with("stem", 4, 3, 3, 3)
        .with("runningMean", 4)
        .with("runningVar", 4)
        .with("gamma", 4)
        .with("beta", 4)
        .with("depthwise", 4, 1, 3, 3)
        .with("dense", 10, 12)
        .with("bias", 10)
        .ready(manager, new Shape(2, 192));
  }

  @Test
  void aPixelNetworkAgreesWithOnnxRuntimeForBatchesOf1And2And7(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("model.onnx");
    OnnxVerification verification =
        OnnxExporter.builder()
            .setBlock(pixelNetwork())
            .setInputs(new Shape(192))
            .build()
            .export(file);
    assertEquals(List.of(1, 2, 7), verification.batchSizes());
    assertEquals(100, verification.elements());
    assertTrue(verification.isWithin(1e-5), verification::toString);
    assertEquals(List.of(file), Files.list(directory).toList());
  }

  @Test
  void initialisersCarryTheNamesOfTheParameters() {
    ModelProto model =
        OnnxExporter.builder()
            .setBlock(pixelNetwork())
            .setInputs(new Shape(192))
            .optInputNames("pixels")
            .optOutputNames("probabilities")
            .optMetadata(Map.of("author", "me"))
            .build()
            .toModel();
    List<String> names =
        model.getGraph().getInitializerList().stream().map(TensorProto::getName).toList();
    assertTrue(
        names.containsAll(
            List.of("mean", "scale", "stem", "gamma", "beta", "depthwise", "dense", "bias")),
        names::toString);
    assertEquals("pixels", model.getGraph().getInput(0).getName());
    assertEquals(
        "batch",
        model.getGraph().getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam());
    assertEquals("probabilities", model.getGraph().getOutput(0).getName());
    assertEquals("author", model.getMetadataProps(0).getKey());
    assertEquals(17, model.getOpsetImport(0).getVersion());
  }
}
