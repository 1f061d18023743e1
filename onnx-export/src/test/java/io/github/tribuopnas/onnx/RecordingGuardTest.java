package io.github.tribuopnas.onnx;

import static io.github.tribuopnas.onnx.Refusals.assertContains;
import static io.github.tribuopnas.onnx.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a graph cannot express is refused with its place, and never frozen. */
class RecordingGuardTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static OnnxExporterBuilder exporter(LambdaCell block) {
    return OnnxExporter.builder()
        .setBlock(block.ready(manager, new Shape(2, 4)))
        .setInputs(new Shape(4));
  }

  private static String refusal(Function<NDArray, NDArray> forward) {
    OnnxExporter exporter = exporter(LambdaCell.of(forward)).build();
    String message = Refusals.of(exporter);
    assertTrue(message.contains("RecordingGuardTest.java:"), message);
    return message;
  }

  @Test
  void anOperationWithoutMappingIsNamedWithItsBlockAndTheWayToAddOne() {
    assertContains(
        refusal(x -> x.erfinv()),
        "NDArray.erfinv has no mapping to ONNX",
        "block io.github.tribuopnas.onnx.LambdaCell",
        "OnnxExporter.builder().optMapping(\"erfinv\"");
  }

  @Test
  void aMappingOfTheUserIsUsed() {
    OnnxExporter exporter =
        exporter(LambdaCell.of(x -> x.diff(1, 1)))
            .optMapping(
                "diff",
                (call, graph) -> {
                  assertEquals(1, call.argument(0, Integer.class));
                  String axis = graph.integers(1);
                  String end = graph.integers(Long.MAX_VALUE);
                  String x = call.input(0);
                  String later =
                      graph.node("Slice", List.of(x, graph.integers(1), end, axis), Map.of());
                  String earlier =
                      graph.node(
                          "Slice",
                          List.of(x, graph.integers(0), graph.integers(-1), axis),
                          Map.of());
                  return List.of(graph.node("Sub", List.of(later, earlier), Map.of()));
                })
            .build();
    OnnxVerification verification = exporter.verifier().verify(exporter.toModel().toByteArray());
    assertEquals(30, verification.elements());
    assertEquals(0, verification.maxAbsolute());
  }

  @Test
  void aMappingOfTheUserReplacesADefaultMethodWhole() {
    OnnxExporter exporter =
        exporter(LambdaCell.of(x -> x.getNDArrayInternal().mish()))
            .optMapping(
                "mish", (call, graph) -> List.of(graph.node("Identity", call.inputs(), Map.of())))
            .build();
    assertEquals(1, exporter.toModel().getGraph().getNodeCount());
  }

  @Test
  void valuesReadByJavaCodeAreRefused() {
    assertContains(
        refusal(x -> x.mul(x.toFloatArray()[0])), "reads the values", "depends on the input");
    assertContains(refusal(x -> x.sum().getFloat() > 0 ? x : x.neg()), "reads the values");
  }

  @Test
  void aPlainArrayThatTakesARecordedOneIsRefusedInsteadOfFrozen() {
    NDArray plain = manager.ones(new Shape(4));
    assertContains(refusal(x -> plain.mul(x)), "reads the values", "input.getManager()");
  }

  @Test
  void aPlainArrayAsOperandIsAConstant() {
    NDArray plain = manager.create(new float[] {1, 2, 3, 4});
    OnnxExporter exporter = exporter(LambdaCell.of(x -> x.mul(plain))).build();
    assertEquals(0, exporter.verifier().verify(exporter.toModel().toByteArray()).maxAbsolute());
  }

  @Test
  void aNumberComputedFromTheBatchSizeIsComputedInTheGraphOrRefused() {
    assertContains(
        refusal(x -> x.div(Math.log(x.getShape().get(0) + 1))),
        "div has other arguments",
        "a number of its own");
    assertEquals(0, verified(x -> x.div(x.getShape().get(0))).maxAbsolute());
    assertTrue(verified(x -> x.mul(1f / x.getShape().get(0))).isWithin(1e-6));
    assertTrue(verified(x -> x.mul(3 / Math.sqrt(9 * x.getShape().get(0)))).isWithin(1e-6));
    assertEquals(0, verified(x -> x.mul(9).gt(x.getShape().get(0))).maxAbsolute());
  }

  @Test
  void anArrayOfTheBatchSizeWithoutPatternIsRefused() {
    assertContains(
        refusal(
            x -> {
              int batch = (int) x.getShape().get(0);
              return x.add(x.getManager().linspace(0f, 1f, batch).expandDims(1));
            }),
        "other values in another recording");
    OnnxVerification roots =
        verified(x -> x.add(x.getManager().arange((int) x.getShape().get(0)).sqrt().expandDims(1)));
    assertTrue(roots.isWithin(1e-6), roots::toString);
  }

  /** The mask of the second is almost surely the same each time. */
  @Test
  void randomNumbersAreRefused() {
    assertContains(
        refusal(x -> x.add(x.getManager().randomNormal(new Shape(4)))),
        "NDManager.randomNormal",
        "it is random");
    assertContains(
        refusal(
            x -> {
              NDArray kept = x.getManager().randomUniform(0, 1, new Shape(4)).gte(1e-9);
              return x.mul(kept.toType(DataType.FLOAT32, false));
            }),
        "NDManager.randomUniform",
        "it is random");
  }

  @Test
  void anArrayOfAnEarlierCallIsRefused() {
    NDArray[] kept = new NDArray[1];
    assertContains(
        refusal(
            x -> {
              kept[0] = kept[0] == null ? x.getManager().ones(new Shape(4)) : kept[0];
              return x.add(kept[0]);
            }),
        "an array that it kept from an earlier call");
  }

  @Test
  void aBlockWithoutOutputsIsRefused() {
    OnnxExporter exporter = exporter(LambdaCell.ofLists((in, w) -> new NDList())).build();
    assertRefused(exporter, "the block returns no arrays");
  }

  /** An array of its own manager, equal each time, and a parameter that is not registered. */
  @Test
  void constantsThatAreMadeAnewAreTheSame() {
    assertEquals(
        0,
        verified(
                x -> {
                  try (NDManager own = NDManager.newBaseManager()) {
                    return x.add(own.create(new float[] {1, 2, 3, 4}));
                  }
                })
            .maxAbsolute());
    Parameter hidden = Parameter.builder().setName("hidden").setType(Parameter.Type.OTHER).build();
    hidden.setArray(manager.create(new float[] {4, 3, 2, 1}));
    AbstractBlock block =
        new AbstractBlock() {
          @Override
          protected NDList forwardInternal(
              ParameterStore store, NDList in, boolean training, PairList<String, Object> params) {
            return new NDList(in.head().add(store.getValue(hidden, in.head().getDevice(), false)));
          }

          @Override
          public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
          }
        };
    OnnxExporter exporter = OnnxExporter.builder().setBlock(block).setInputs(new Shape(4)).build();
    assertEquals(0, exporter.verifier().verify(exporter.toModel().toByteArray()).maxAbsolute());
  }

  @Test
  void anUnknownNumberOfConstantsIsRefused() {
    OnnxExporter exporter =
        exporter(
                LambdaCell.of(
                    x -> {
                      NDList rows = new NDList();
                      for (int i = 0; i < x.getShape().get(0); i++) {
                        rows.add(x.getManager().full(new Shape(4), i));
                      }
                      return x.add(NDArrays.stack(rows));
                    }))
            .build();
    assertRefused(exporter, "another number of constants for other batches");
  }

  @Test
  void aComparisonOfArraysByEqualsIsRefused() {
    assertContains(refusal(x -> x.equals(x.add(1)) ? x : x.neg()), "NDArray.equals", "eq");
  }

  @Test
  void layersThatTrainAreRefused() {
    OnnxExporter dropout =
        exporter(LambdaCell.of(x -> Dropout.dropout(x, 0.5f, true).head())).build();
    assertRefused(dropout, "dropout with training = true");
    LambdaCell norm =
        LambdaCell.of(
                (x, w) ->
                    BatchNorm.batchNorm(
                            x,
                            w.apply("mean"),
                            w.apply("runningVar"),
                            w.apply("gamma"),
                            w.apply("beta"),
                            -1,
                            0.9f,
                            1e-5f,
                            true)
                        .head())
            .with("mean", 4)
            .with("runningVar", 4)
            .with("gamma", 4)
            .with("beta", 4);
    OnnxExporter exporter = exporter(norm).build();
    assertRefused(exporter, "batchNorm with training = true");
    assertEquals(0, verified(x -> Dropout.dropout(x, 0.5f, false).head().mul(2)).maxAbsolute());
  }

  private static OnnxVerification verified(Function<NDArray, NDArray> forward) {
    OnnxExporter exporter = exporter(LambdaCell.of(forward)).build();
    return exporter.verifier().verify(exporter.toModel().toByteArray());
  }

  @Test
  void anArrayThatCountsTheBatchIsComputedInTheGraph() {
    assertEquals(
        0,
        verified(
                x -> {
                  int batch = (int) x.getShape().get(0);
                  return x.add(x.getManager().arange(batch).mul(4).add(1).reshape(batch, 1));
                })
            .maxAbsolute());
  }

  @Test
  void aSplitOfTheBatchIsRefused() {
    String message =
        assertThrows(
                UnsupportedOperationException.class,
                () ->
                    exporter(LambdaCell.of(x -> x.split(new long[] {1}, 0).get(1)))
                        .build()
                        .toModel())
            .getMessage();
    assertContains(message, "split cannot be exported", "for another batch size");
  }

  @Test
  void anOutputThatLeftTheRecordingIsRefused() {
    OnnxExporter exporter = exporter(LambdaCell.of(x -> x.getManager().ones(new Shape(4)))).build();
    assertRefused(exporter, "output 0", "does not depend on its input");
  }

  @Test
  void aViewIsRefusedAfterItsMemoryChanged() {
    assertContains(
        refusal(
            x -> {
              NDArray view = x.get(":, 1:");
              x.addi(1);
              return view.mul(2);
            }),
        "after an in-place operation changed its memory");
  }

  @Test
  void aParameterIsNeverChanged() {
    OnnxExporter exporter =
        exporter(LambdaCell.of((x, w) -> x.add(w.apply("bias").addi(1))).with("bias", 4)).build();
    assertRefused(exporter, "would change the parameter bias");
  }

  @Test
  void theRecordingLeavesTheParametersAsTheyWere() {
    LambdaCell block = LambdaCell.of((x, w) -> w.apply("bias").mul(x).addi(1)).with("bias", 4);
    OnnxExporter exporter = exporter(block).build();
    NDArray bias = block.getParameters().valueAt(0).getArray();
    float[] before = bias.toFloatArray();
    exporter.toModel();
    assertArrayEquals(before, bias.toFloatArray());
  }

  @Test
  void anUninitialisedBlockIsRefusedByTheNameOfItsParameter() {
    LambdaCell block = LambdaCell.of((x, w) -> x.add(w.apply("bias"))).with("bias", 4);
    assertContains(
        assertThrows(
                IllegalArgumentException.class,
                () -> OnnxExporter.builder().setBlock(block).setInputs(new Shape(4)).build())
            .getMessage(),
        "bias has no values",
        "initialize");
  }

  @Test
  void complexNumbersAreRefused() {
    assertContains(refusal(x -> x.complex()), "has no mapping to ONNX");
  }
}
