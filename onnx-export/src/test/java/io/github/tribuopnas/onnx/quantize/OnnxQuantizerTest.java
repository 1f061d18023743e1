package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.FloatTensors;
import io.github.tribuopnas.onnx.model.Half;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class OnnxQuantizerTest {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape NONE = new Shape(0, 0);

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  /** The constant that an input of a node is. */
  private static TensorProto constant(ModelProto model, NodeProto node, int input) {
    String name = node.getInput(input);
    return model.getGraph().getInitializerList().stream()
        .filter(t -> t.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static NodeProto producer(ModelProto model, String value) {
    return model.getGraph().getNodeList().stream()
        .filter(n -> n.getOutput(0).equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value));
  }

  /** The scales and biases of all channels. */
  private static short[] vectors(ModelProto model) {
    TensorProto tensor =
        model.getGraph().getInitializerList().stream()
            .filter(t -> t.getDataType() == TensorProto.DataType.FLOAT16_VALUE)
            .findFirst()
            .orElseThrow();
    short[] halves = new short[(int) tensor.getDims(0)];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(halves);
    return halves;
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  /** {@code y = W x + b} of two values, whose every number can be followed by hand. */
  private static ModelProto linear() {
    LambdaCell block =
        LambdaCell.of((x, w) -> Linear.linear(x, w.apply("weight"), w.apply("bias")).head())
            .with("weight", 2, 2)
            .with("bias", 2)
            .ready(manager, new Shape(1, 2));
    block.getParameters().get("weight").getArray().set(new float[] {0.5f, -1, 2, 4});
    block.getParameters().get("bias").getArray().set(new float[] {0.25f, -3});
    return OnnxExporter.builder().setBlock(block).setInputs(new Shape(2)).build().toModel();
  }

  /**
   * The inputs go from -1 to 1.55, so a step is 0.01 and 0 is the byte 100. The rows of the weight
   * go to 1 and 4, so their steps are 1/127 and 4/127 in half precision, 0.0078735352 and
   * 0.031494141, and 0.5 and 2 become 63.504, rounded to 64. The rounding moves the rows by
   * 0.00390625 and -0.000061, and by 0.015625 and -0.000244; the means of the inputs are 0.275 and
   * 0.5. So the biases become 0.24889526 and -3.0041748, in half precision 2039/8192 and -1538/512.
   */
  @Test
  void aLinearLayerIsQuantizedByHand() {
    float[] values = {-1, 1, 1.55f, 0};
    QuantizedModel result =
        OnnxQuantizer.builder()
            .setCalibration(List.of(new ExampleBatch(values, 2, 2)))
            .optMethod(CalibrationMethod.MIN_MAX)
            .optMaxLoss(1)
            .build()
            .quantize(linear());
    ModelProto model = result.model();
    NodeProto layer = producer(model, producer(model, "output").getInput(0));
    NodeProto input = producer(model, layer.getInput(0));
    NodeProto weight = producer(model, layer.getInput(1));
    assertEquals(0.01f, FloatTensors.values(constant(model, input, 1))[0], 1e-8f);
    assertEquals(100, constant(model, input, 2).getRawData().byteAt(0));
    assertArrayEquals(
        new byte[] {64, -127, 64, 127}, constant(model, weight, 0).getRawData().toByteArray());
    assertArrayEquals(
        new short[] {
          Half.fromFloat(1 / 127f),
          Half.fromFloat(4 / 127f),
          Half.fromFloat(2039 / 8192f),
          Half.fromFloat(-1538 / 512f)
        },
        vectors(model));
    assertEquals(
        List.of(
            "Add",
            "Cast",
            "DequantizeLinear",
            "DequantizeLinear",
            "Gemm",
            "QuantizeLinear",
            "Split"),
        operators(model).stream().sorted().toList());
    float[] output;
    try (FloatSession session = new FloatSession(model, 1)) {
      output = session.first(new ExampleBatch(new float[] {1, -1}, 1, 2)).values();
    }
    // Bytes 200 and 0: 100 steps up and 100 down.
    double first = (64 + 127) * 0.0078735352 + 2039 / 8192.0;
    double second = (64 - 127) * 0.031494141 - 1538 / 512.0;
    assertArrayEquals(new float[] {(float) first, (float) second}, output, 1e-5f);
  }

  private static OnnxQuantizer.Builder quantizer() {
    return OnnxQuantizer.builder()
        .setCalibration(List.of(BarsNetwork.bars(128, 2), BarsNetwork.bars(128, 3)))
        .optValidation(List.of(BarsNetwork.bars(2000, 4)));
  }

  @ParameterizedTest
  @EnumSource(CalibrationMethod.class)
  void aTrainedNetworkKeepsItsAccuracy(CalibrationMethod method) {
    ModelProto model = BarsNetwork.trained(manager);
    QuantizedModel result = quantizer().optMethod(method).optMaxLoss(0.01).build().quantize(model);
    assertTrue(result.floatAccuracy() > 0.9, result::toString);
    assertTrue(result.loss() <= 0.01, result::toString);
    assertTrue(result.agreement() > 0.97, result::toString);
    assertEquals(2000, result.examples());
    assertEquals(List.of(), result.keptInFloat());
    assertEquals(model.getGraph().getOutput(0), result.model().getGraph().getOutput(0));
  }

  /**
   * The runtime has a kernel of whole numbers for every layer, and the checker accepts the file.
   */
  @Test
  void theRuntimeMergesEveryLayer(@TempDir Path directory) throws OrtException, IOException {
    ModelProto model =
        quantizer().optMaxLoss(0.01).build().quantize(BarsNetwork.trained(manager)).model();
    OnnxModelReader.builder().build().read(model.toByteArray());
    Path optimized = directory.resolve("optimized.onnx");
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizedModelFilePath(optimized.toString());
      OrtEnvironment.getEnvironment().createSession(model.toByteArray(), options).close();
    }
    List<String> operators = operators(ModelProto.parseFrom(Files.readAllBytes(optimized)));
    assertEquals(4, operators.stream().filter("QLinearConv"::equals).count(), operators::toString);
    assertEquals(1, operators.stream().filter("QLinearAdd"::equals).count(), operators::toString);
    assertEquals(
        1, operators.stream().filter("QLinearConcat"::equals).count(), operators::toString);
    assertEquals(1, operators.stream().filter("QGemm"::equals).count(), operators::toString);
    assertTrue(
        operators.stream().noneMatch(o -> o.equals("Conv") || o.equals("Gemm") || o.equals("Relu")),
        operators::toString);
  }

  /** A channel that is a thousand times as large as all others leaves them no steps. */
  @Test
  void sensitiveLayersStayInFloatUntilTheAccuracyHolds() {
    ModelProto.Builder model = BarsNetwork.trained(manager).toBuilder();
    for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
      float factor = tensor.getName().equals("mix") ? 1000 : 1;
      if (factor > 1) {
        float[] values = FloatTensors.values(tensor.build());
        for (int i = 0; i < 12; i++) {
          values[i] *= factor;
        }
        tensor.setRawData(FloatTensors.of(values, List.of()).getRawData());
      } else if (tensor.getName().equals("dense")) {
        float[] values = FloatTensors.values(tensor.build());
        for (int row = 0; row < 8; row++) {
          for (int i = 0; i < 16; i++) {
            values[row * 128 + i] /= 1000;
          }
        }
        tensor.setRawData(FloatTensors.of(values, List.of()).getRawData());
      }
    }
    QuantizedModel result = quantizer().optMaxLoss(0.005).build().quantize(model.build());
    assertTrue(result.loss() <= 0.005, result::toString);
    assertTrue(!result.keptInFloat().isEmpty() && result.quantized().size() > 2, result::toString);
  }

  /** As in separable convolutions: the pointwise bias makes up for the rounding of both weights. */
  @Test
  void aLayerWithoutBiasHandsItsShiftOn() {
    LambdaCell block =
        LambdaCell.of(
                (x, w) -> {
                  NDArray deep = Conv2d.conv2d(x, w.apply("depth"), null, ONE, ONE, ONE, 3).head();
                  NDArray point =
                      Conv2d.conv2d(deep, w.apply("point"), w.apply("bias"), ONE, NONE, ONE, 1)
                          .head();
                  return Pool.globalAvgPool2d(point);
                })
            .with("depth", 3, 1, 3, 3)
            .with("point", 5, 3, 1, 1)
            .with("bias", 5)
            .ready(manager, new Shape(1, 3, 8, 8));
    ModelProto model =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(3, 8, 8)).build().toModel();
    ExampleBatch bars = BarsNetwork.bars(96, 6);
    ExampleBatch examples = new ExampleBatch(bars.values(), 32, 3, 8, 8);
    ModelProto quantized =
        OnnxQuantizer.builder()
            .setCalibration(List.of(examples))
            .optMaxLoss(1)
            .build()
            .quantize(model)
            .model();
    assertEquals(
        List.of(2, 3),
        quantized.getGraph().getNodeList().stream()
            .filter(n -> n.getOpType().equals("Conv"))
            .map(NodeProto::getInputCount)
            .toList());
    List<float[]> exact = Labels.of(model, List.of(examples), 1).scores();
    List<float[]> found = Labels.of(quantized, List.of(examples), 1).scores();
    for (int channel = 0; channel < 5; channel++) {
      int c = channel;
      double shift =
          IntStream.range(0, 32).mapToDouble(i -> found.get(i)[c] - exact.get(i)[c]).sum();
      double size = IntStream.range(0, 32).mapToDouble(i -> Math.abs(exact.get(i)[c])).sum();
      assertTrue(Math.abs(shift) < 0.02 * size, channel + ": " + shift + " of " + size);
    }
  }

  @Test
  void signedActivationsKeepTheAccuracyToo() {
    QuantizedModel signed =
        quantizer()
            .optMaxLoss(0.01)
            .optSignedActivations()
            .build()
            .quantize(BarsNetwork.trained(manager));
    assertTrue(signed.agreement() > 0.97, signed::toString);
    assertEquals(List.of(), signed.keptInFloat());
    assertTrue(
        signed.model().getGraph().getInitializerList().stream()
            .noneMatch(t -> t.getDataType() == TensorProto.DataType.UINT8_VALUE));
  }

  @Test
  void withoutLabelsTheModelOfSinglePrecisionIsRight() {
    ExampleBatch labeled = BarsNetwork.bars(256, 2);
    ExampleBatch bare = new ExampleBatch(labeled.values(), labeled.shape());
    QuantizedModel result =
        OnnxQuantizer.builder()
            .setCalibration(List.of(bare))
            .optMaxLoss(0.05)
            .build()
            .quantize(BarsNetwork.trained(manager));
    assertEquals(1, result.floatAccuracy());
    assertEquals(result.agreement(), result.accuracy());
  }

  @Test
  void equalModelsGiveEqualBytes() {
    OnnxQuantizer quantizer = quantizer().optMaxLoss(0.01).build();
    ModelProto model = BarsNetwork.trained(manager);
    assertEquals(quantizer.quantize(model).model(), quantizer.quantize(model).model());
  }

  @Test
  void whatCannotBeQuantizedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> OnnxQuantizer.builder().build());
    assertThrows(IllegalArgumentException.class, () -> quantizer().optMaxLoss(-1).build());
    assertThrows(IllegalArgumentException.class, () -> new ExampleBatch(new float[3], 2, 2));
    ModelProto.Builder old = BarsNetwork.trained(manager).toBuilder();
    old.getOpsetImportBuilder(0).setVersion(12);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> quantizer().build().quantize(old.build()))
            .getMessage();
    assertTrue(message.contains("opset 13"), message);
    LambdaCell other = LambdaCell.of(NDArray::exp).ready(manager, new Shape(1, 1, 8, 8));
    ModelProto none =
        OnnxExporter.builder().setBlock(other).setInputs(new Shape(1, 8, 8)).build().toModel();
    String reason =
        assertThrows(IllegalArgumentException.class, () -> quantizer().build().quantize(none))
            .getMessage();
    assertTrue(reason.contains("no convolution"), reason);
  }

  /** Gemm may add another row to each example, which is no bias of its outputs. */
  @Test
  void aMatrixThatIsAddedIsNoBias() {
    ModelProto.Builder model = linear().toBuilder();
    NodeProto gemm =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getOpType().equals("Gemm"))
            .findFirst()
            .orElseThrow();
    TensorProto bias = constant(model.build(), gemm, 2);
    int outputs = Math.toIntExact(bias.getDims(0));
    float[] rows = new float[2 * outputs];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    int at = model.getGraph().getInitializerList().indexOf(bias);
    TensorProto matrix =
        FloatTensors.of(rows, List.of(2L, (long) outputs)).setName(bias.getName()).build();
    model.getGraphBuilder().setInitializer(at, matrix);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> quantizer().build().quantize(model.build()))
            .getMessage();
    assertTrue(message.contains("no convolution"), message);
  }

  /** A sum of all, which has no axes, goes into a sum that could be quantized. */
  @Test
  void anArrayWithoutAxesIsCalibrated() {
    LambdaCell block =
        LambdaCell.of(x -> x.sum().add(x.mean()).add(x)).ready(manager, new Shape(1, 1, 8, 8));
    ModelProto model =
        OnnxExporter.builder().setBlock(block).setInputs(new Shape(1, 8, 8)).build().toModel();
    QuantizedModel result =
        OnnxQuantizer.builder()
            .setCalibration(List.of(BarsNetwork.bars(8, 1)))
            .build()
            .quantize(model);
    assertTrue(result.agreement() >= 0.997, result::toString);
  }

  @Test
  void speedIsMeasuredInTurns() {
    ModelProto model = BarsNetwork.trained(manager);
    List<ModelSpeed> speeds = new ArrayList<>();
    for (int batch : new int[] {1, 32}) {
      speeds.add(ModelSpeed.of(model, model, new long[] {1, 8, 8}, batch, 3, 1));
    }
    assertEquals(List.of(1, 32), speeds.stream().map(ModelSpeed::batch).toList());
    assertTrue(speeds.get(1).gain() > 0);
  }
}
