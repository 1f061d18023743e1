package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.NormalInitializer;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportOptionsTest {
  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  private Block initialized(Block block, Shape... inputs) {
    for (Parameter.Type type :
        List.of(
            Parameter.Type.WEIGHT,
            Parameter.Type.BIAS,
            Parameter.Type.GAMMA,
            Parameter.Type.BETA,
            Parameter.Type.RUNNING_MEAN)) {
      block.setInitializer(new NormalInitializer(0.5f), type);
    }
    block.initialize(manager, DataType.FLOAT32, inputs);
    return block;
  }

  /** {@code [batch, 3, height, width] -> [batch, 4]}. */
  private OnnxExporterBuilder classifier() {
    Block block =
        new SequentialBlock()
            .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(8).build())
            .add(BatchNorm.builder().optEpsilon(1e-3f).build())
            .add(Activation::relu)
            .add(
                Conv2d.builder()
                    .setKernelShape(new Shape(1, 1))
                    .setFilters(6)
                    .optBias(false)
                    .build())
            .add(BatchNorm.builder().build())
            .add(list -> new NDList(Pool.globalAvgPool2d(list.singletonOrThrow())))
            .add(Linear.builder().setUnits(4).build());
    return OnnxExporter.builder()
        .setBlock(initialized(block, new Shape(2, 3, 8, 8)))
        .setInputs(new Shape(3, 8, 8));
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static OnnxVerification verify(OnnxExporter exporter) {
    return exporter.verifier().verify(exporter.toModel().toByteArray());
  }

  @Test
  void foldedConvolutionsHaveNoBatchNormBehindThem() {
    assertEquals(
        List.of("Conv", "BatchNormalization", "Relu", "Conv", "BatchNormalization"),
        operators(classifier().build().toModel()).subList(0, 5));
    OnnxExporter folded = classifier().optFoldBatchNorm().build();
    ModelProto model = folded.toModel();
    assertEquals(
        List.of("Conv", "Relu", "Conv", "GlobalAveragePool", "Flatten", "Gemm"), operators(model));
    assertTrue(verify(folded).isWithin(1e-5));
    assertFalse(
        model.getGraph().getInitializerList().stream()
            .anyMatch(t -> t.getName().contains("gamma")));
  }

  /** w' = 3 * 2 / sqrt(0.96 + 0.04) = 6; b' = (0.5 - 0.25) * 2 + 7 = 7.5. */
  @Test
  void foldingIsComputedByHand() {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  Shape one = new Shape(1, 1);
                  return BatchNorm.batchNorm(
                          Conv2d.conv2d(
                                  x, w.apply("conv"), w.apply("bias"), one, new Shape(0, 0), one, 1)
                              .singletonOrThrow(),
                          w.apply("mean"),
                          w.apply("runningVar"),
                          w.apply("gamma"),
                          w.apply("beta"),
                          -1,
                          0.9f,
                          0.04f,
                          false)
                      .singletonOrThrow();
                })
            .with("conv", 1, 1, 1, 1)
            .with("bias", 1)
            .with("mean", 1)
            .with("runningVar", 1)
            .with("gamma", 1)
            .with("beta", 1)
            .ready(manager, new Shape(1, 1, 1, 1));
    float[] values = {3, 0.5f, 0.25f, 0.96f, 2, 7};
    for (int i = 0; i < values.length; i++) {
      block.getParameters().valueAt(i).getArray().set(new float[] {values[i]});
    }
    ModelProto model =
        OnnxExporter.builder()
            .setBlock(block)
            .setInputs(new Shape(1, 1, 1))
            .optFoldBatchNorm()
            .build()
            .toModel();
    assertEquals(1, model.getGraph().getNodeCount());
    assertEquals(6, number(model, "conv_folded"), 1e-6);
    assertEquals(7.5, number(model, "conv_folded_bias"), 1e-6);
  }

  private static float number(ModelProto model, String name) {
    TensorProto tensor =
        model.getGraph().getInitializerList().stream()
            .filter(t -> t.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  @Test
  void softmaxMakesTheOutputsOfAnExampleSumToOne() {
    OnnxExporter exporter = classifier().optSoftmax().build();
    List<String> operators = operators(exporter.toModel());
    assertEquals("Softmax", operators.get(operators.size() - 1));
    assertTrue(verify(exporter).isWithin(1e-5));
  }

  @Test
  void normalizationStandsInFrontOfTheBlock() {
    OnnxExporter exporter =
        classifier()
            .optNormalization(new float[] {125, 120, 110}, new float[] {60, 61, 62})
            .build();
    assertEquals(List.of("Sub", "Div", "Conv"), operators(exporter.toModel()).subList(0, 3));
    assertTrue(verify(exporter).isWithin(1e-5));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier().optNormalization(new float[1], new float[] {1}).build())
            .getMessage();
    assertTrue(message.contains("1 means and 1 deviations; needed are 3 of each"), message);
  }

  @Test
  void halfWeightsHalveTheFileAndAgreeToAHundredth(@TempDir Path directory) throws Exception {
    Block block = initialized(Linear.builder().setUnits(64).build(), new Shape(1, 512));
    OnnxExporterBuilder builder =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(512)).optSoftmax();
    Path whole = directory.resolve("whole.onnx");
    Path half = directory.resolve("half.onnx");
    builder.build().export(whole);
    OnnxVerification verification = builder.optHalfWeights().build().export(half);
    assertTrue(verification.maxAbsolute() > 0 && verification.isWithin(1e-2));
    assertEquals(64 * 512 * 2, Files.size(whole) - Files.size(half), 300);
  }

  @Test
  void heightAndWidthMayBeFree() {
    OnnxExporter exporter = classifier().optFreeSize().build();
    ModelProto model = exporter.toModel();
    var shape = model.getGraph().getInput(0).getType().getTensorType().getShape();
    assertEquals("batch", shape.getDim(0).getDimParam());
    assertEquals(3, shape.getDim(1).getDimValue());
    assertEquals("height", shape.getDim(2).getDimParam());
    assertEquals("width", shape.getDim(3).getDimParam());
    OnnxVerification verification = exporter.verifier().verify(model.toByteArray());
    assertEquals(List.of(1, 2, 7, 1, 1), verification.batchSizes());
    assertTrue(verification.isWithin(1e-5), verification::toString);
  }

  @Test
  void aReshapeOfFreeHeightAndWidthIsComputedInTheGraph() {
    LambdaCell block =
        LambdaCell.of(
                x -> {
                  long[] dims = x.getShape().getShape();
                  return x.reshape(dims[0], dims[1] * dims[2], dims[3]).mul(2).transpose(0, 2, 1);
                })
            .ready(manager, new Shape(1, 2, 3, 4));
    OnnxExporter exporter =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(2, 3, 4)).optFreeSize().build();
    assertEquals(0, verify(exporter).maxAbsolute());
  }

  @Test
  void labelsMustBeAsManyAsTheOutputs() {
    ModelProto model = classifier().optLabels(List.of("a", "b", "c", "d")).build().toModel();
    assertEquals("[\"a\",\"b\",\"c\",\"d\"]", model.getMetadataProps(0).getValue());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> classifier().optLabels(List.of("a")).build().toModel())
            .getMessage();
    assertTrue(message.contains("1 labels"), message);
  }

  @Test
  void weightsOverTheLimitAreRefusedBeforeTheyAreRead() {
    String message =
        assertThrows(
                OnnxExportException.class, () -> classifier().optMaxBytes(100).build().toModel())
            .getMessage();
    assertTrue(message.contains("larger than 100 bytes"), message);
    assertTrue(message.contains("optHalfWeights"), message);
  }

  @Test
  void twoGibibytesAreOutOfReachOfTheLimit() {
    assertThrows(IllegalArgumentException.class, () -> classifier().optMaxBytes(1L << 31).build());
  }

  @Test
  void aFileThatDisagreesIsNotWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("wrong.onnx");
    OnnxExporter exporter =
        classifier()
            .optMapping(
                "relu", (call, graph) -> List.of(graph.node("Neg", call.inputs(), Map.of())))
            .build();
    String message =
        assertThrows(OnnxExportException.class, () -> exporter.export(file)).getMessage();
    assertTrue(message.contains("disagree"), message);
    try (var files = Files.list(directory)) {
      assertEquals(0, files.count());
    }
  }

  /** The numbers are the same. */
  @Test
  void anOutputOfAnotherTypeDisagrees() {
    DataType[] type = {DataType.FLOAT32};
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(
                LambdaCell.of(x -> x.mul(2).toType(type[0], false)).ready(manager, new Shape(1, 3)))
            .setInputs(new Shape(3))
            .build();
    byte[] model = exporter.toModel().toByteArray();
    type[0] = DataType.FLOAT64;
    assertEquals(
        "output 0 is of float64 in DJL and of FLOAT in ONNX Runtime",
        assertThrows(OnnxExportException.class, () -> exporter.verifier().verify(model))
            .getMessage());
  }

  @Test
  void equalBlocksGiveEqualBytes() {
    OnnxExporter exporter = classifier().optFoldBatchNorm().optLabels(List.of()).build();
    assertEquals(exporter.toModel(), exporter.toModel());
  }

  @Test
  void severalInputsAndOutputsKeepTheirNamesAndOrder() {
    LambdaCell block =
        LambdaCell.ofLists((in, w) -> new NDList(in.get(0).sub(in.get(1)), in.get(1), in.get(1)))
            .ready(manager, new Shape(1, 3), new Shape(1, 3));
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(block)
            .setInputs(new Shape(3), new Shape(3))
            .optInputNames("a", "b")
            .optOutputNames("difference", "same", "again")
            .build();
    assertEquals(0, verify(exporter).maxAbsolute());
    assertEquals("again", exporter.toModel().getGraph().getOutput(2).getName());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    OnnxExporter.builder()
                        .setBlock(block)
                        .setInputs(new Shape(3), new Shape(3))
                        .optOutputNames("one")
                        .build()
                        .toModel())
            .getMessage();
    assertTrue(message.contains("3 outputs"), message);
  }

  @Test
  void wholeNumbersAreLookedUpInAnEmbedding() {
    LambdaCell block =
        LambdaCell.of(
                (x, w) ->
                    Embedding.embedding(x, w.apply("table"), SparseFormat.DENSE).singletonOrThrow())
            .with("table", 5, 4)
            .ready(manager, new Shape(1, 6));
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(block)
            .setInputs(new Shape(6))
            .optInputTypes(DataType.INT64)
            .build();
    assertEquals(0, verify(exporter).maxAbsolute());
    assertEquals(
        TensorProto.DataType.INT64_VALUE,
        exporter.toModel().getGraph().getInput(0).getType().getTensorType().getElemType());
  }

  /** What a viewer shows: nodes by the blocks they come from, and the shapes between them. */
  @Test
  void nodesAndValuesAreDescribed() {
    ModelProto model = classifier().build().toModel();
    NodeProto first = model.getGraph().getNode(0);
    assertEquals("01Conv2d/Conv_1", first.getName());
    var value = model.getGraph().getValueInfo(0);
    assertEquals(first.getOutput(0), value.getName());
    var shape = value.getType().getTensorType().getShape();
    assertFalse(shape.getDim(0).hasDimValue());
    assertEquals(
        List.of(8L, 6L, 6L),
        shape.getDimList().stream().skip(1).map(d -> d.getDimValue()).toList());
    assertEquals("development", model.getProducerVersion());
    ModelProto folded = classifier().optFoldBatchNorm().build().toModel();
    List<String> computed =
        folded.getGraph().getNodeList().stream().map(n -> n.getOutput(0)).toList();
    assertTrue(
        folded.getGraph().getValueInfoList().stream()
            .allMatch(v -> computed.contains(v.getName())));
  }

  @Test
  void missingOptionsAreNamed() {
    assertEquals(
        "there is no block; call setBlock",
        assertThrows(IllegalArgumentException.class, () -> OnnxExporter.builder().build())
            .getMessage());
    String message =
        assertThrows(IllegalArgumentException.class, () -> classifier().optOpset(12).build())
            .getMessage();
    assertTrue(message.contains("opset is 12; allowed are 13 to 23"), message);
  }
}
