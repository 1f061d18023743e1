package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractSymbolBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExporterTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

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

  /** The corner of a 3x3 average over ones with a padding of 1 sees four ones: 4 / 9. */
  @Test
  void averagePoolsCountThePadding() throws OrtException {
    Shape three = new Shape(3, 3);
    Shape one = new Shape(1, 1);
    LambdaCell block =
        LambdaCell.of(x -> Pool.avgPool2d(x, three, one, one, false, false))
            .ready(manager, new Shape(1, 1, 3, 3));
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    float[] expected = {4 / 9f, 6 / 9f, 4 / 9f, 6 / 9f, 1, 6 / 9f, 4 / 9f, 6 / 9f, 4 / 9f};
    assertArrayEquals(expected, run(block, ones, 1, 1, 3, 3), 1e-6f);
  }

  /** Each output of the kernel {1, 2; 3, 4} by hand: 1*a + 2*b + 3*c + 4*d + 0.5. */
  @Test
  void aConvolutionIsComputedByHand() throws OrtException {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> Conv2d.conv2d(x, w.apply("weight"), w.apply("bias")).singletonOrThrow())
            .with("weight", 1, 1, 2, 2)
            .with("bias", 1)
            .ready(manager, new Shape(1, 1, 3, 3));
    block.getParameters().valueAt(0).getArray().set(new float[] {1, 2, 3, 4});
    block.getParameters().valueAt(1).getArray().set(new float[] {0.5f});
    float[] image = {1, 0, 2, 0, 1, 0, 3, 0, 1};
    assertArrayEquals(new float[] {5.5f, 7.5f, 11.5f, 5.5f}, run(block, image, 1, 1, 3, 3), 0);
  }

  private static float[] run(LambdaCell block, float[] values, long... dims) throws OrtException {
    Shape input = new Shape(dims).slice(1);
    byte[] model =
        OnnxExporter.builder().setBlock(block).setInputs(input).build().toModel().toByteArray();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model);
        OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), dims);
        OrtSession.Result result = session.run(Map.of("input", x))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] out = new float[buffer.remaining()];
      buffer.get(out);
      return out;
    }
  }

  /** The engine builds gradient graphs on every thread but its first; the export needs none. */
  /** How many there are, two recordings may agree on by chance. */
  @Test
  void whatTheValuesDecideIsNotDescribed() {
    LambdaCell block =
        LambdaCell.of(x -> x.round().unique(null, true, false, false).get(0).mul(2))
            .ready(manager, new Shape(1, 3));
    ModelProto model =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(3)).build().toModel();
    assertEquals(1, model.getGraph().getValueInfoCount(), model::toString);
  }

  @Test
  void exportsOnAnyThread() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      OnnxExporter exporter =
          OnnxExporter.builder().setBlock(pixelNetwork()).setInputs(new Shape(192)).build();
      ModelProto model = exporter.toModel();
      assertEquals(model, thread.submit(exporter::toModel).get());
      assertTrue(
          thread
              .submit(() -> exporter.verifier().verify(model.toByteArray()))
              .get()
              .isWithin(1e-5));
    } finally {
      thread.shutdown();
    }
  }

  /** A model that runs in libtorch cannot be recorded. */
  @Test
  void symbolBlocksAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    OnnxExporter.builder()
                        .setBlock(new SequentialBlock().add(new NativeBlock()))
                        .setInputs(new Shape(1))
                        .build())
            .getMessage();
    assertTrue(message.startsWith("NativeBlock runs inside of its engine"), message);
  }

  private static final class NativeBlock extends AbstractSymbolBlock {
    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      return inputs;
    }

    @Override
    public ParameterList getDirectParameters() {
      return new ParameterList();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      return inputShapes;
    }

    @Override
    public void removeLastBlock() {
      throw new UnsupportedOperationException();
    }
  }
}
