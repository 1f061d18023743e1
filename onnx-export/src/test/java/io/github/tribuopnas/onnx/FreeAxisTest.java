package io.github.tribuopnas.onnx;

import static io.github.tribuopnas.onnx.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Axes that may have any length: right at lengths that were not recorded, or refused. */
class FreeAxisTest {
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape NONE = new Shape(0, 0);

  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  private static OnnxExporterBuilder images(Function<NDArray, NDArray> forward) {
    return OnnxExporter.builder()
        .setBlock(LambdaCell.of(forward).ready(manager, new Shape(1, 3, 16, 16)))
        .setInputs(new Shape(3, 16, 16))
        .optFreeSize();
  }

  private static void assertAgrees(OnnxExporter exporter) {
    OnnxVerification found = exporter.verifier().verify(exporter.toModel().toByteArray());
    assertTrue(found.isWithin(1e-5), found::toString);
  }

  /** 16 needs no padding, 17 needs three columns. */
  @Test
  void aPaddingToAMultipleIsComputedInTheGraph() {
    assertAgrees(
        images(
                x -> {
                  long height = x.getShape().get(2);
                  long width = x.getShape().get(3);
                  return x.pad(new Shape(0, (4 - width % 4) % 4, 0, (4 - height % 4) % 4), 0.5);
                })
            .build());
  }

  @Test
  void aBranchOnTheHeightIsRefused() {
    assertRefused(
        images(x -> x.getShape().get(2) % 2 == 0 ? x.mul(1) : x.add(1)).build(),
        "the block does something else");
    assertRefused(
        images(x -> x.mul(x.getShape().get(2) % 2 == 0 ? 1 : 2)).build(), "argument 0", "depends");
  }

  /** An upsampling to twice the size would be wrong at 17, whose half is 8. */
  @Test
  void anImageIsResizedToTheSizeOfAnother() {
    assertAgrees(
        images(
                x -> {
                  NDArray half = Pool.maxPool2d(x, TWO, TWO, NONE, false);
                  long[] size = {x.getShape().get(2), x.getShape().get(3)};
                  return half.getNDArrayInternal().interpolation(size, 1, false).concat(x, 1);
                })
            .build());
  }

  @Test
  void sizesAreHalvedLessenedMultipliedAndRoundedUp() {
    assertAgrees(images(x -> x.get(":, :, 0:{}", x.getShape().get(2) / 2)).build());
    assertAgrees(images(x -> x.get(":, :, 0:{}", x.getShape().get(2) - 1)).build());
    assertAgrees(images(x -> x.get(":, :, 0:{}", (x.getShape().get(2) + 2) / 3)).build());
    assertAgrees(
        images(
                x -> {
                  long area = x.getShape().get(2) * x.getShape().get(3);
                  return x.reshape(x.getShape().get(0), 3, area).transpose(0, 2, 1);
                })
            .build());
  }

  @Test
  void aSmallerImageIsAntialiased() {
    assertAgrees(
        images(
                x -> {
                  long[] size = {x.getShape().get(2) / 2, x.getShape().get(3) / 3};
                  return x.getNDArrayInternal().interpolation(size, 1, false);
                })
            .build());
    assertRefused(
        images(
                x -> {
                  long[] size = {x.getShape().get(2) / 2, x.getShape().get(3) / 3};
                  return x.getNDArrayInternal().interpolation(size, 2, false);
                })
            .build(),
        "to a size that is free");
  }

  /** Without a step, 17 would be recorded, where the two halves do not fit. */
  @Test
  void aBlockThatRunsAtMultiplesOnlySaysSo() {
    Function<NDArray, NDArray> halves =
        x -> {
          NDArray half = Pool.maxPool2d(x, TWO, TWO, NONE, false);
          return half.repeat(2, 2).repeat(3, 2).add(x);
        };
    assertRefused(images(halves).build(), "fails on inputs of the shapes", "multiple of the step");
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(LambdaCell.of(halves).ready(manager, new Shape(1, 3, 16, 16)))
            .setInputs(new Shape(3, 16, 16))
            .optFreeAxis("input", 2, "rows", 2)
            .optFreeAxis("input", 3, "columns", 2)
            .build();
    assertAgrees(exporter);
    var model = exporter.toModel();
    assertEquals("multiple_of:rows", model.getMetadataProps(0).getKey());
    assertEquals("2", model.getMetadataProps(0).getValue());
    assertEquals(
        "columns",
        model.getGraph().getOutput(0).getType().getTensorType().getShape().getDim(3).getDimParam());
  }

  private static OnnxExporter stepped(Shape shape, int step, Function<NDArray, NDArray> forward) {
    return OnnxExporter.builder()
        .setBlock(LambdaCell.of(forward).ready(manager, new Shape(1).addAll(shape)))
        .setInputs(shape)
        .optFreeAxis("input", 2, "rows", step)
        .optFreeAxis("input", 3, "columns", step)
        .build();
  }

  /** 32, 48, 64 and 80 rows have 2, 3, 4 and 5 patches, which are also their remainders of 15. */
  @Test
  void patchesOfAnImageAreCountedByDivision() {
    assertAgrees(stepped(new Shape(3, 32, 32), 16, x -> patches(x, 16)));
    assertAgrees(stepped(new Shape(4, 8, 8), 2, x -> patches(x, 2)));
    assertAgrees(stepped(new Shape(2, 8, 12), 4, x -> patches(x, 4).softmax(1)));
  }

  private static NDArray patches(NDArray x, long side) {
    long channels = x.getShape().get(1);
    long rows = x.getShape().get(2) / side;
    long columns = x.getShape().get(3) / side;
    return x.reshape(x.getShape().get(0), channels, rows, side, columns, side)
        .transpose(0, 2, 4, 1, 3, 5)
        .reshape(x.getShape().get(0), rows * columns, channels * side * side);
  }

  private static OnnxExporterBuilder sequences(LambdaCell block) {
    return OnnxExporter.builder()
        .setBlock(block.ready(manager, new Shape(1, 6, 4)))
        .setInputs(new Shape(6, 4))
        .optFreeAxis("input", 1, "sequence");
  }

  private static NDArray positions(NDArray x) {
    long length = x.getShape().get(1);
    return x.getManager().arange(0f, length, 1f).reshape(length, 1);
  }

  /** Masks and positions are constants of a length, made of others by array operations. */
  @Test
  void whatABlockComputesOfALengthAloneIsComputedInTheGraph() {
    assertAgrees(
        sequences(
                LambdaCell.of(
                    x -> {
                      NDArray later = positions(x).lt(positions(x).transpose());
                      NDArray mask = later.toType(DataType.FLOAT32, false).mul(-1e9f);
                      return x.matMul(x.transpose(0, 2, 1)).add(mask).softmax(-1).matMul(x);
                    }))
            .build());
    assertAgrees(
        sequences(
                LambdaCell.of(
                    x -> {
                      NDArray rates = x.getManager().arange(0f, 2f, 1f).mul(-4f).exp();
                      NDArray angles = positions(x).mul(rates);
                      return x.add(angles.sin().concat(angles.cos(), 1));
                    }))
            .build());
    assertAgrees(
        sequences(
                LambdaCell.of((x, w) -> x.add(w.apply("table").get("0:{}", x.getShape().get(1))))
                    .with("table", 64, 4))
            .build());
    assertAgrees(
        images(
                x -> {
                  long height = x.getShape().get(2);
                  NDArray rows = x.getManager().arange(0f, height, 1f).div(height - 1);
                  return x.mul(rows.reshape(1, 1, height, 1));
                })
            .build());
    assertAgrees(
        images(x -> x.sum(new int[] {2}).div(x.getShape().get(2) * x.getShape().get(3))).build());
    assertAgrees(images(x -> x.split(new long[] {1, 4}, 3).get(2)).build());
  }

  /** What was computed before Java code wrote into an array, or of it, is what it was. */
  @Test
  void aConstantThatIsWrittenIntoIsNotComputedAnew() {
    assertRefused(
        sequences(
                LambdaCell.of(
                    x -> {
                      NDArray rows = positions(x);
                      NDArray twice = rows.mul(2);
                      rows.set(new NDIndex("0"), 7f);
                      return x.add(twice.mul(0.5f)).add(rows);
                    }))
            .build(),
        "other values in another recording");
    assertRefused(
        sequences(
                LambdaCell.of(
                    x -> {
                      NDArray twice = positions(x).mul(2);
                      twice.set(new NDIndex("0"), 7f);
                      return x.add(twice);
                    }))
            .build(),
        "other values in another recording");
    assertAgrees(
        sequences(
                LambdaCell.of(
                    x -> {
                      NDArray rows = positions(x).mul(0.5f);
                      rows.addi(1).muli(rows);
                      return x.add(rows);
                    }))
            .build());
  }

  /** 28 to 31 lack 4 to 1 of a multiple of 32, and as many of multiples of 8 and of 16. */
  @Test
  void aPaddingThatFewLengthsTellLittleOfIsRecordedAtMore() {
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(
                LambdaCell.of(x -> x.pad(new Shape(0, 0, 0, lacking(x, 32)), 0))
                    .ready(manager, new Shape(1, 1, 28, 28)))
            .setInputs(new Shape(1, 28, 28))
            .optFreeSize()
            .build();
    assertAgreesAt(exporter, new Shape(1, 40, 28), x -> x.pad(new Shape(0, 0, 0, 24), 0));
    assertAgrees(
        images(
                x -> {
                  long lacking = lacking(x, 8);
                  return x.pad(new Shape(0, 0, lacking / 2, lacking - lacking / 2), 0);
                })
            .build());
  }

  private static long lacking(NDArray x, long multiple) {
    return Math.floorMod(-x.getShape().get(2), multiple);
  }

  /** Runs the file at other lengths than it was exported at. */
  private static void assertAgreesAt(
      OnnxExporter exporter, Shape shape, Function<NDArray, NDArray> expected) {
    OnnxVerification found =
        OnnxExporter.builder()
            .setBlock(LambdaCell.of(expected).ready(manager, new Shape(1).addAll(shape)))
            .setInputs(shape)
            .build()
            .verifier()
            .verify(exporter.toModel().toByteArray());
    assertTrue(found.isWithin(1e-5), found::toString);
  }

  @Test
  void aBranchFarBeyondTheGivenLengthOrBelowItIsRefused() {
    assertRefused(
        images(x -> x.getShape().get(2) > 64 ? x.add(1) : x.add(2)).build(),
        "add has other arguments for a long 'height'");
    assertRefused(
        images(x -> x.getShape().get(3) > 1000 ? x.mul(2).add(1) : x.add(2)).build(),
        "mul is called for some lengths of 'width' only",
        "branches on the length of 'width'");
    assertRefused(
        images(x -> x.get(":, :, 0:{}", Math.min(x.getShape().get(2), 100))).build(),
        "get has other arguments for a long 'height'");
    assertRefused(
        images(x -> x.pad(new Shape(0, 0, 0, Math.max(0, 16 - x.getShape().get(2))), 0)).build(),
        "number 6 of a shape");
  }

  @Test
  void aSequenceOfAnyLengthHasItsTokensInTheirRange() {
    LambdaCell block =
        LambdaCell.ofLists(
                (in, w) -> {
                  NDArray tokens =
                      Embedding.embedding(in.get(0), w.apply("table"), SparseFormat.DENSE).head();
                  NDArray masked =
                      tokens.mul(in.get(1).toType(DataType.FLOAT32, false).expandDims(2));
                  return new NDList(masked.matMul(masked.transpose(0, 2, 1)).softmax(-1));
                })
            .with("table", 50, 4)
            .ready(manager, new Shape(1, 6), new Shape(1, 6));
    OnnxExporter exporter =
        OnnxExporter.builder()
            .setBlock(block)
            .setInputs(new Shape(6), new Shape(6))
            .optInputNames("tokens", "mask")
            .optInputTypes(DataType.INT64, DataType.INT64)
            .optFreeAxis("tokens", 1, "sequence")
            .optFreeAxis("mask", 1, "sequence")
            .optInputRange("tokens", 0, 50)
            .build();
    assertAgrees(exporter);
    var output = exporter.toModel().getGraph().getOutput(0).getType().getTensorType().getShape();
    assertEquals("sequence", output.getDim(1).getDimParam());
    assertEquals("sequence", output.getDim(2).getDimParam());
  }

  @Test
  void examplesOfTheUserAreRunAndChecked() {
    LambdaCell block = LambdaCell.of(NDArray::log).ready(manager, new Shape(1, 4));
    OnnxExporterBuilder builder = OnnxExporter.builder().setBlock(block).setInputs(new Shape(4));
    OnnxExporter positive =
        builder
            .optExamples((m, shapes, random) -> new NDList(m.ones(shapes.get(0)).mul(3)))
            .build();
    assertAgrees(positive);
    OnnxExporter wrong =
        builder.optExamples((m, shapes, random) -> new NDList(m.ones(new Shape(1, 5)))).build();
    String message = assertThrows(IllegalArgumentException.class, wrong::toModel).getMessage();
    assertTrue(message.contains("the example inputs are [(1, 5)]"), message);
  }

  /** The engine has them, and the runtime would end without a word. */
  @Test
  void typesThatCannotBeExportedAreRefused() {
    for (DataType type : List.of(DataType.STRING, DataType.BFLOAT16, DataType.COMPLEX64)) {
      OnnxExporterBuilder builder = images(x -> x).optInputTypes(type);
      String message =
          assertThrows(UnsupportedOperationException.class, builder::build).getMessage();
      assertTrue(message.contains(type + " cannot be exported"), message);
    }
  }

  @Test
  void wrongNamesAxesAndRangesAreRefused() {
    for (Function<OnnxExporterBuilder, OnnxExporterBuilder> change :
        List.<Function<OnnxExporterBuilder, OnnxExporterBuilder>>of(
            b -> b.optFreeAxis("pixels", 1, "n"),
            b -> b.optFreeAxis("input", 4, "n"),
            b -> b.optFreeAxis("input", 2, "n", 3),
            b -> b.optFreeAxis("input", 2, ""),
            b -> b.optFreeAxis("input", 2, "rows"),
            b -> b.optFreeAxis("input", 1, "batch"),
            b -> b.optFreeAxis("input", 1, "height"),
            b -> b.optFreeAxis("input", 1, "n", 0),
            b -> b.optInputTypes(DataType.UINT8).optInputRange("input", 0, 257),
            b -> b.optInputTypes(DataType.INT8).optInputRange("input", -129, 0),
            b -> b.optTolerance(Double.NaN),
            b -> b.optTolerance(-1),
            b -> b.setInputs(new Shape(3, -1, 16)),
            b -> b.setInputs(new Shape(0)),
            b -> b.optNormalization(new float[] {0, 0, Float.NaN}, new float[] {1, 1, 1}),
            b -> b.optNormalization(new float[3], new float[] {1, 1, Float.POSITIVE_INFINITY}),
            b -> b.optInputNames("a\0b"),
            b -> b.optInputNames("a\uD83D"),
            b -> b.optOutputNames("../a"),
            b -> b.optOutputNames("a\\b"),
            b -> b.optInputRange("input", 3, 3),
            b -> b.optOutputNames(""),
            b -> b.optInputNames(" "))) {
      OnnxExporterBuilder builder = change.apply(images(x -> x));
      assertThrows(IllegalArgumentException.class, builder::build);
    }
  }
}
