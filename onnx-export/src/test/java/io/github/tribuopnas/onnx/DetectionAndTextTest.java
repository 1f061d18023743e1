package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.basicmodelzoo.cv.object_detection.ssd.SingleShotDetection;
import ai.djl.basicmodelzoo.cv.object_detection.yolo.YOLOV3;
import ai.djl.basicmodelzoo.tabular.TabNet;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.transformer.BertBlock;
import ai.djl.nn.transformer.BertPretrainingBlock;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The networks of DJL for detection, tables and text agree for batches of 1, 2 and 7. */
class DetectionAndTextTest {
  @AutoClose private final NDManager manager = NDManager.newBaseManager();

  private static OnnxVerification verify(OnnxExporter exporter, int... batches) {
    return exporter.verifier(1, batches).verify(exporter.toModel().toByteArray());
  }

  private static void assertAgrees(OnnxExporter exporter, double tolerance) {
    OnnxVerification found = verify(exporter, 1, 2, 7);
    assertTrue(found.isWithin(tolerance), found::toString);
  }

  private static SequentialBlock downSampled(int filters) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < 2; i++) {
      block
          .add(
              Conv2d.builder()
                  .setFilters(filters)
                  .setKernelShape(new Shape(3, 3))
                  .optPadding(new Shape(1, 1))
                  .build())
          .add(BatchNorm.builder().build())
          .add(Activation::relu);
    }
    return block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
  }

  /** With four scales and four kinds of boxes at each place. */
  private static Block singleShotDetection() {
    List<List<Float>> sizes = new ArrayList<>();
    List<List<Float>> ratios = new ArrayList<>();
    for (float size : new float[] {0.2f, 0.4f, 0.6f, 0.8f}) {
      sizes.add(new ArrayList<>(List.of(size, size + 0.1f)));
      ratios.add(new ArrayList<>(List.of(1f, 2f, 0.5f)));
    }
    return SingleShotDetection.builder()
        .setNumClasses(2)
        .setNumFeatures(2)
        .optGlobalPool(true)
        .setRatios(ratios)
        .setSizes(sizes)
        .setBaseNetwork(downSampled(8))
        .build();
  }

  @Test
  void singleShotDetectionAgrees() {
    Block block = singleShotDetection();
    Shape image = new Shape(3, 32, 32);
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(image));
    OnnxExporter exporter = OnnxExporter.builder().setBlock(block).setInputs(image).build();
    assertAgrees(exporter, 1e-4);
    // The boxes are the same for all images.
    var boxes = exporter.toModel().getGraph().getOutput(0).getType().getTensorType().getShape();
    assertEquals(1, boxes.getDim(0).getDimValue());
    assertEquals(4, boxes.getDim(2).getDimValue());
  }

  /**
   * 62 million weights, and square images, as DJL needs them: only where {@code
   * io.github.tribuopnas.onnx.zoo} is {@code all}. Untrained weights make outputs of some ten
   * thousands, of which rounding is a part, so they are compared relative to the largest.
   */
  @Test
  void yoloAgrees() {
    assumeTrue("all".equals(System.getProperty("io.github.tribuopnas.onnx.zoo")));
    Block block = YOLOV3.builder().setNumClasses(2).build();
    Shape image = new Shape(3, 64, 64);
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(image));
    NDList example = new NDList(manager.randomNormal(new Shape(1).addAll(image)));
    double largest =
        block.forward(new ParameterStore(manager, false), example, false).stream()
            .mapToDouble(output -> output.abs().max().getFloat())
            .max()
            .orElseThrow();
    OnnxVerification found =
        verify(OnnxExporter.builder().setBlock(block).setInputs(image).build(), 1, 2, 7);
    assertTrue(found.maxAbsolute() < 1e-5 * largest, () -> found + " of " + largest);
  }

  /** The step of YOLOv3 that doubles an image, without its weights. */
  @Test
  void theUpSamplingOfYoloAgrees() {
    Block block = YOLOV3.upSampleBlockNearest();
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 4, 5));
    assertAgrees(
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(3, 4, 5)).optFreeSize().build(),
        0);
  }

  @Test
  void tabNetAgrees() {
    Block block =
        TabNet.builder().setInputDim(10).setOutDim(3).optNumD(8).optNumA(8).optNumSteps(3).build();
    block.initialize(manager, DataType.FLOAT32, new Shape(2, 10));
    assertAgrees(OnnxExporter.builder().setBlock(block).setInputs(new Shape(10)).build(), 1e-4);
  }

  @Test
  void idEmbeddingAgrees() {
    IdEmbedding block = new IdEmbedding.Builder().setDictionarySize(30).setEmbeddingSize(6).build();
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 5));
    assertAgrees(
        OnnxExporter.builder()
            .setBlock(block)
            .setInputs(new Shape(5))
            .optInputNames("ids")
            .optInputTypes(DataType.INT64)
            .optInputRange("ids", 0, 30)
            .build(),
        0);
  }

  private BertBlock.Builder bert() {
    return BertBlock.builder()
        .setTokenDictionarySize(50)
        .optTypeDictionarySize(2)
        .optEmbeddingSize(24)
        .optTransformerBlockCount(3)
        .optAttentionHeadCount(4)
        .optHiddenSize(48)
        .optMaxSequenceLength(12);
  }

  /** Untrained weights make scores so large that rounding decides the softmax. */
  private void initialize(Block block, Shape... inputs) {
    block.setInitializer(new NormalInitializer(0.05f), Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, inputs);
  }

  private static OnnxExporterBuilder tokens(Block block, Shape... inputs) {
    DataType[] types = new DataType[inputs.length];
    Arrays.fill(types, DataType.INT64);
    return OnnxExporter.builder()
        .setBlock(block)
        .setInputs(inputs)
        .optInputTypes(types)
        .optInputRange("tokens", 0, 50);
  }

  @Test
  void bertAgrees() {
    BertBlock block = bert().build();
    Shape batch = new Shape(2, 12);
    initialize(block, batch, batch, batch);
    Shape sequence = new Shape(12);
    assertAgrees(
        tokens(block, sequence, sequence, sequence)
            .optInputNames("tokens", "types", "mask")
            .build(),
        1e-3);
  }

  /** DJL itself cannot run the head on a batch of one, whose axis it squeezes away. */
  @Test
  void bertWithItsHeadForPretrainingAgrees() {
    BertPretrainingBlock block = new BertPretrainingBlock(bert());
    Shape batch = new Shape(2, 12);
    initialize(block, batch, batch, batch, new Shape(2, 3));
    Shape sequence = new Shape(12);
    OnnxExporter exporter =
        tokens(block, sequence, sequence, sequence, new Shape(3))
            .optInputNames("tokens", "types", "mask", "places")
            .optInputRange("places", 0, 12)
            .build();
    OnnxVerification found = verify(exporter, 2, 7);
    assertTrue(found.isWithin(1e-3), found::toString);
  }

  @Test
  void aBlockOfLambdasInsideOfABlockIsRecorded() {
    Block block = new SequentialBlock().add(new LambdaBlock(l -> new NDList(l.head().tanh())));
    block.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
    assertAgrees(OnnxExporter.builder().setBlock(block).setInputs(new Shape(4)).build(), 1e-6);
  }
}
