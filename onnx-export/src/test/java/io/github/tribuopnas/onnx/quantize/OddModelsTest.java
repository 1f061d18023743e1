package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Models and examples that are odd: quantized as any other, or refused in a sentence. */
class OddModelsTest {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape IMAGE = new Shape(1, 8, 8);

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  /** Two convolutions with biases. */
  private static LambdaCell cell(Function<NDArray, NDList> head) {
    return LambdaCell.ofLists(
            (in, w) -> {
              NDArray wide =
                  Conv2d.conv2d(in.head(), w.apply("wide"), w.apply("first"), ONE, ONE, ONE, 1)
                      .head();
              NDArray last =
                  Conv2d.conv2d(
                          Activation.relu(wide), w.apply("deep"), w.apply("last"), ONE, ONE, ONE, 1)
                      .head();
              return head.apply(Pool.globalAvgPool2d(Activation.relu(last)));
            })
        .with("wide", 6, 1, 3, 3)
        .with("first", 6)
        .with("deep", 5, 6, 3, 3)
        .with("last", 5)
        .ready(manager, new Shape(1).addAll(IMAGE));
  }

  private static ModelProto model(LambdaCell cell, int opset) {
    return OnnxExporter.builder().setBlock(cell).setInputs(IMAGE).optOpset(opset).build().toModel();
  }

  private static ModelProto model(Function<NDArray, NDArray> head) {
    return model(cell(x -> new NDList(head.apply(x))), 17);
  }

  private static OnnxQuantizer quantizer(ExampleBatch examples) {
    return OnnxQuantizer.builder().setCalibration(List.of(examples)).optMaxLoss(1).build();
  }

  private static void assertRefused(ModelProto model, ExampleBatch examples, String words) {
    OnnxQuantizer quantizer = quantizer(examples);
    String message =
        assertThrows(IllegalArgumentException.class, () -> quantizer.quantize(model)).getMessage();
    assertTrue(message.contains(words), message);
  }

  /** The scores are within a hundredth of their size. */
  private static void assertAgrees(ModelProto model, ExampleBatch examples) {
    List<ExampleBatch> all = List.of(examples);
    QuantizedModel result = quantizer(examples).quantize(model);
    Labels exact = Labels.of(model, all, 1);
    double size =
        exact.scores().stream()
            .flatMapToDouble(row -> Arrays.stream(square(row)))
            .average()
            .orElseThrow();
    double error = Labels.of(result.model(), all, 1).error(exact);
    assertTrue(error < 1e-4 * size, () -> error + " of " + size);
    assertEquals(3, result.quantized().size());
  }

  private static double[] square(float[] row) {
    double[] squares = new double[row.length];
    Arrays.setAll(squares, i -> row[i] * (double) row[i]);
    return squares;
  }

  private static ExampleBatch of(float value) {
    float[] values = new float[4 * 64];
    Arrays.fill(values, value);
    return new ExampleBatch(values, 4, 1, 8, 8);
  }

  @Test
  void outputsThatAreNoScoresAreRefused() {
    ExampleBatch bars = BarsNetwork.bars(8, 6);
    assertRefused(model(x -> x.argMax(1)), bars, "has no numbers of single precision");
    assertRefused(model(x -> x.gt(0)), bars, "has no numbers of single precision");
    assertRefused(
        model(x -> x.toType(DataType.FLOAT64, false)), bars, "has no numbers of single precision");
    assertRefused(model(NDArray::sum), bars, "the first output has the shape []");
    assertRefused(model(x -> x.get(":, 0:0")), bars, "the first output has the shape [8, 0]");
    assertRefused(model(x -> x.sub(1000).log()), bars, "the scores of example 0 are no numbers");
  }

  @Test
  void aLabelBesideTheScoresIsNoObstacle() {
    assertAgrees(model(cell(x -> new NDList(x, x.argMax(1))), 17), BarsNetwork.bars(8, 6));
  }

  @Test
  void oddExamplesAreRefused() {
    for (float odd : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> of(odd));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new ExampleBatch(new float[6], new long[] {-2, -3}));
  }

  @Test
  void aWeightThatIsNotFiniteIsRefused() {
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      LambdaCell cell = cell(NDList::new);
      cell.getParameters().get("wide").getArray().set(new NDIndex("0, 0, 0, 0"), odd);
      ModelProto model = model(cell, 17);
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> quantizer(BarsNetwork.bars(8, 6)).quantize(model))
              .getMessage();
      assertTrue(message.contains("not finite") || message.contains("are no numbers"), message);
    }
  }

  /** The bias counts in units of the range and of the weights, of which there are too many. */
  @Test
  void aBiasBesideVanishingActivationsOrWeightsIsKept() {
    ModelProto model = model(x -> x);
    assertAgrees(model, of(0));
    assertAgrees(model, of(1e-30f));
    assertAgrees(model, of(-3));
    LambdaCell vanishing = cell(NDList::new);
    NDArray deep = vanishing.getParameters().get("deep").getArray();
    deep.set(new NDIndex("2"), deep.get("2").mul(1e-12f));
    NDArray wide = vanishing.getParameters().get("wide").getArray();
    wide.set(new NDIndex("0:3"), wide.get("0:3").mul(1e-20f));
    assertAgrees(model(vanishing, 17), BarsNetwork.bars(8, 6));
  }

  @Test
  void allOpsetsAreQuantized() {
    LambdaCell cell = cell(NDList::new);
    for (int opset = 13; opset <= 23; opset += 5) {
      assertAgrees(model(cell, opset), BarsNetwork.bars(8, 6));
    }
    assertAgrees(model(cell, 22), BarsNetwork.bars(8, 6));
  }
}
