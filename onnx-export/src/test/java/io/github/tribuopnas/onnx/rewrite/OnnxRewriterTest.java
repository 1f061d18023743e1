package io.github.tribuopnas.onnx.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.github.tribuopnas.onnx.LambdaCell;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.onnx.OnnxVerification;
import io.github.tribuopnas.onnx.model.FloatTensors;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rewritten files compute the same, and only what is known to compute the same is rewritten. */
class OnnxRewriterTest {
  private static final Shape ONE = new Shape(1, 1);
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);
  private static final OnnxRewriter FOLDING = OnnxRewriter.builder().optFoldBatchNorm().build();

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static OnnxExporter exporter(
      BiFunction<NDArray, Function<String, NDArray>, NDArray> forward) {
    LambdaCell block =
        LambdaCell.of(forward)
            .with("left", 3, 2, 1, 1)
            .with("right", 4, 2, 1, 1)
            .with("wide", 3, 7, 1, 1)
            .with("mean", 7)
            .with("runningVar", 7)
            .with("gamma", 7)
            .with("beta", 7)
            .ready(manager, new Shape(1, 2, 5, 7));
    return OnnxExporter.builder().setBlock(block).setInputs(new Shape(2, 5, 7)).build();
  }

  private static NDArray conv(NDArray x, NDArray weight) {
    return Conv2d.conv2d(x, weight, null, ONE, NONE, ONE, 1).singletonOrThrow();
  }

  private static NDArray norm(NDArray x, Function<String, NDArray> w) {
    return BatchNorm.batchNorm(
            x,
            w.apply("mean"),
            w.apply("runningVar"),
            w.apply("gamma"),
            w.apply("beta"),
            -1,
            0.9f,
            1e-3f,
            false)
        .singletonOrThrow();
  }

  private static NDArray joined(NDArray x, Function<String, NDArray> w, int axis) {
    return NDArrays.concat(new NDList(conv(x, w.apply("left")), conv(x, w.apply("right"))), axis);
  }

  private static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static void assertFolds(List<String> operators, OnnxExporter exporter) {
    ModelProto folded = FOLDING.rewrite(exporter.toModel());
    assertEquals(operators, operators(folded));
    OnnxVerification verification = exporter.verifier().verify(folded.toByteArray());
    assertTrue(verification.isWithin(1e-5), verification::toString);
  }

  private static void assertUntouched(OnnxExporter exporter) {
    ModelProto plain = exporter.toModel();
    assertEquals(plain, FOLDING.rewrite(plain));
  }

  @Test
  void aNormalisationBehindAConcatIsSharedOutAmongTheConvolutions() {
    assertFolds(List.of("Conv", "Conv", "Concat"), exporter((x, w) -> norm(joined(x, w, 1), w)));
  }

  @Test
  void aPoolingOverSinglePixelsBecomesTheStrideOfThePointwiseConvolution() {
    OnnxExporter exporter =
        exporter((x, w) -> conv(Pool.maxPool2d(x, ONE, TWO, NONE, false), w.apply("left")));
    assertEquals(List.of("MaxPool", "Conv"), operators(exporter.toModel()));
    assertFolds(List.of("Conv"), exporter);
  }

  @Test
  void aReluBehindAConcatMovesBeforeItAndIsSharedWithOthers() {
    OnnxExporter exporter =
        exporter(
            (x, w) -> {
              NDArray left = conv(x, w.apply("left"));
              NDArray right = conv(x, w.apply("right"));
              NDArray both = NDArrays.concat(new NDList(left, right), 1);
              return conv(Activation.relu(both), w.apply("wide"))
                  .add(conv(Activation.relu(both), w.apply("wide")))
                  .add(Activation.relu(left))
                  .add(left);
            });
    assertFolds(
        List.of("Conv", "Conv", "Relu", "Relu", "Concat", "Conv", "Conv", "Add", "Add", "Add"),
        exporter);
  }

  @Test
  void whatOthersReadTooStays() {
    assertUntouched(
        exporter(
            (x, w) -> {
              NDArray both = joined(x, w, 1);
              return norm(both, w).add(both);
            }));
    assertUntouched(
        exporter(
            (x, w) -> {
              NDArray both = joined(x, w, 1);
              return conv(Activation.relu(both), w.apply("wide")).add(both.get(":, :3, :, :"));
            }));
    assertUntouched(
        exporter(
            (x, w) -> {
              NDArray picked = Pool.maxPool2d(x, ONE, TWO, NONE, false);
              return conv(picked, w.apply("left")).add(picked.get(":, :1, :, :"));
            }));
  }

  @Test
  void aPoolingThatIsMoreThanPickingStays() {
    assertUntouched(
        exporter((x, w) -> conv(Pool.maxPool2d(x, TWO, TWO, NONE, false), w.apply("left"))));
  }

  /** Before IR version 4 every initializer was an input too, which a caller may replace. */
  @Test
  void anInitialiserThatIsAnInputIsNoConstant() {
    ModelProto plain = exporter((x, w) -> norm(joined(x, w, 1), w)).toModel();
    ModelProto.Builder open = plain.toBuilder();
    open.getGraphBuilder()
        .addInput(ValueInfoProto.newBuilder(plain.getGraph().getInput(0)).setName("gamma"));
    ModelProto kept = FOLDING.rewrite(open.build());
    assertEquals(
        operators(plain).stream().sorted().toList(), operators(kept).stream().sorted().toList());
    assertTrue(
        kept.getGraph().getInitializerList().stream().anyMatch(t -> t.getName().equals("gamma")));
  }

  /** A file from elsewhere may list its values instead of keeping their bytes. */
  @Test
  void listedValuesAreFoldedLikeBytes() {
    ModelProto plain = exporter((x, w) -> norm(joined(x, w, 1), w)).toModel();
    ModelProto.Builder listed = plain.toBuilder();
    for (TensorProto.Builder tensor : listed.getGraphBuilder().getInitializerBuilderList()) {
      for (float value : FloatTensors.values(tensor.build())) {
        tensor.addFloatData(value);
      }
      tensor.clearRawData();
    }
    assertEquals(FOLDING.rewrite(plain), FOLDING.rewrite(listed.build()));
  }

  /** A damaged file is not folded; the runtime says what is wrong with it. */
  @Test
  void parametersOfAnotherLengthStay() {
    ModelProto.Builder damaged = exporter((x, w) -> norm(joined(x, w, 1), w)).toModel().toBuilder();
    for (TensorProto.Builder tensor : damaged.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().equals("beta")) {
        tensor.setDims(0, 6).setRawData(tensor.getRawData().substring(4));
      }
    }
    assertTrue(operators(FOLDING.rewrite(damaged.build())).contains("BatchNormalization"));
  }

  @Test
  void aFileIsHalvedAfterwardsAsTheExporterHalvesIt() {
    OnnxExporter exporter = exporter((x, w) -> norm(joined(x, w, 1), w));
    ModelProto half = OnnxRewriter.builder().optHalfWeights().build().rewrite(exporter.toModel());
    assertEquals(2, operators(half).stream().filter("Cast"::equals).count());
    assertTrue(exporter.verifier().verify(half.toByteArray()).isWithin(1e-2));
    ModelProto.Builder huge = exporter.toModel().toBuilder();
    for (TensorProto.Builder tensor : huge.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().equals("left")) {
        tensor.setRawData(
            FloatTensors.of(new float[] {7e4f, 0, 0, 0, 0, 0}, List.of()).getRawData());
      }
    }
    ModelProto kept = OnnxRewriter.builder().optHalfWeights().build().rewrite(huge.build());
    assertEquals(1, operators(kept).stream().filter("Cast"::equals).count());
    assertTrue(
        kept.getGraph().getInitializerList().stream().anyMatch(w -> w.getName().equals("left")));
  }

  /** What attention adds to scores that count for nothing. */
  @Test
  void aMaskBeyondHalfPrecisionIsLeftAlone() {
    OnnxExporter exporter =
        exporter(
            (x, w) -> {
              float[] mask = {0, -1e9f, 0, -1e9f, 0, 0, -1e9f};
              return joined(x, w, 1).add(x.getManager().create(mask, new Shape(1, 1, 1, 7)));
            });
    ModelProto half = OnnxRewriter.builder().optHalfWeights().build().rewrite(exporter.toModel());
    assertTrue(exporter.verifier().verify(half.toByteArray()).isWithin(1e-2));
  }

  /** What keeps a divisor from zero. */
  @Test
  void aConstantBelowHalfPrecisionIsLeftAlone() {
    OnnxExporter exporter =
        exporter(
            (x, w) -> {
              NDArray least = x.getManager().full(new Shape(1, 1), 1e-9f);
              return joined(x, w, 1).mul(0).add(least).div(least);
            });
    ModelProto half = OnnxRewriter.builder().optHalfWeights().build().rewrite(exporter.toModel());
    assertTrue(exporter.verifier().verify(half.toByteArray()).isWithin(1e-2));
  }

  /** A runtime refuses such a file; the reader lets it pass, since it may leave inputs out. */
  @ParameterizedTest
  @ValueSource(strings = {"BatchNormalization", "Conv", "MaxPool", "Concat", "Relu"})
  void anOperatorWithoutInputsIsLeftAlone(String type) {
    ModelProto model =
        exporter((x, w) -> norm(joined(x, w, 1), w).getNDArrayInternal().relu()).toModel();
    ModelProto.Builder changed = model.toBuilder();
    changed.getGraphBuilder().getNodeBuilderList().stream()
        .filter(node -> node.getOpType().equals(type))
        .forEach(NodeProto.Builder::clearInput);
    changed.getGraphBuilder().addNode(NodeProto.newBuilder().setOpType(type).addOutput("nothing"));
    ModelProto folded = FOLDING.rewrite(changed.build());
    assertTrue(operators(folded).contains(type));
  }

  @Test
  void withoutOptionsAModelStaysItself() {
    ModelProto plain = exporter((x, w) -> joined(x, w, 1)).toModel();
    assertSame(plain, OnnxRewriter.builder().build().rewrite(plain));
  }
}
