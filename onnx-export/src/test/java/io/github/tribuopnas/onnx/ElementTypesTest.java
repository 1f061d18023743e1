package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Operations on whole numbers: what DJL computes, a file computes as well, or the exporter refuses
 * it by name. A file that the runtime cannot load is none of the two.
 */
class ElementTypesTest {
  private static final DataType DOUBLE = DataType.FLOAT64;

  private static final List<DataType> TYPES =
      List.of(DataType.INT64, DataType.INT32, DataType.INT8, DataType.UINT8, DataType.BOOLEAN);

  /** On {@code [batch, 3, 4]}. */
  private static Map<String, Function<NDArray, NDArray>> operations() {
    Map<String, Function<NDArray, NDArray>> all = new LinkedHashMap<>();
    all.put("add", x -> x.add(x));
    all.put("add number", x -> x.add(3));
    all.put("sub", x -> x.sub(x.flip(1)));
    all.put("mul", x -> x.mul(x));
    all.put("div", x -> x.div(x.add(1)));
    all.put("mod", x -> x.mod(3));
    all.put("mod of a negative number", x -> x.mod(-2));
    all.put("mod of a fraction", x -> x.mul(7).mod(0.7));
    all.put("pow", x -> x.pow(2));
    all.put("neg", NDArray::neg);
    all.put("abs", NDArray::abs);
    all.put("sign", NDArray::sign);
    all.put("square", NDArray::square);
    all.put("round", NDArray::round);
    all.put("floor", NDArray::floor);
    all.put("ceil", NDArray::ceil);
    all.put("trunc", NDArray::trunc);
    all.put("exp", NDArray::exp);
    all.put("sqrt", NDArray::sqrt);
    all.put("isNaN", NDArray::isNaN);
    all.put("isInfinite", NDArray::isInfinite);
    all.put("relu", x -> x.getNDArrayInternal().relu());
    all.put("sigmoid", x -> x.getNDArrayInternal().sigmoid());
    all.put("tanh", NDArray::tanh);
    all.put("maximum", x -> x.maximum(x.flip(1)));
    all.put("minimum", x -> x.minimum(1));
    all.put("clip", x -> x.clip(0, 1));
    all.put("matMul", x -> x.matMul(x.transpose(0, 2, 1)));
    all.put("gt", x -> x.gt(1));
    all.put("lte", x -> x.lte(x.flip(2)));
    all.put("eq", x -> x.eq(x.flip(2)));
    all.put("where", x -> NDArrays.where(x.gt(0), x, x.flip(1)));
    all.put("oneHot", x -> x.abs().oneHot(4));
    all.put(
        "oneHot of integers", x -> x.abs().toType(DataType.INT64, false).oneHot(4, DataType.INT32));
    all.put("sum", x -> x.sum(new int[] {1}));
    all.put("max", x -> x.max(new int[] {2}));
    all.put("min", x -> x.min(new int[] {2}));
    all.put("prod", x -> x.prod(new int[] {2}));
    all.put("argMax", x -> x.flip(2).argMax(2));
    all.put("cumSum", x -> x.cumSum(1));
    all.put("topK", x -> x.topK(2, 2).get(0));
    all.put("sort", x -> x.sort(2));
    all.put("argSort", x -> x.argSort(2, false));
    all.put("concat", x -> x.concat(x, 1));
    all.put("stack", x -> x.stack(x, 1));
    all.put("split", x -> x.split(2, 2).get(1));
    all.put("get", x -> x.get(":, 1:, 0"));
    all.put("flip", x -> x.flip(1));
    all.put("pad", x -> x.pad(new Shape(1, 1), 1));
    all.put("tile", x -> x.tile(new long[] {1, 2, 1}));
    all.put("repeat", x -> x.repeat(1, 2));
    all.put("reshape", x -> x.reshape(-1, 12));
    all.put("transpose", x -> x.transpose(0, 2, 1));
    all.put("broadcast", x -> x.get(":, :1").broadcast(x.getShape()));
    all.put("gather", x -> x.gather(x.abs().clip(0, 2).toType(DataType.INT64, false), 1));
    all.put("all", NDArray::all);
    all.put("any", NDArray::any);
    all.put("none", NDArray::none);
    all.put("nonzero", x -> x.expandDims(3).sum(new int[] {3}));
    all.put("logicalNot", NDArray::logicalNot);
    all.put("diff", x -> x.diff(1, 2));
    return all;
  }

  @Test
  void wholeNumbersAgreeOrAreRefused() {
    Map<String, String> wrong = new TreeMap<>();
    Map<String, String> refused = new TreeMap<>();
    int agreeing = 0;
    for (DataType type : TYPES) {
      for (Map.Entry<String, Function<NDArray, NDArray>> operation : operations().entrySet()) {
        String name = operation.getKey() + " of " + type;
        String outcome = outcome(type, operation.getValue());
        if (outcome.isEmpty()) {
          agreeing++;
        } else if (outcome.startsWith("refused")) {
          refused.put(name, outcome);
        } else if (!outcome.startsWith("DJL")) {
          wrong.put(name, outcome);
        }
      }
    }
    assertEquals(Map.of(), wrong);
    assertEquals(Map.of(), refused);
    assertEquals(291, agreeing);
  }

  /**
   * The engine compares bytes with the number as a byte, and pools and resizes what ONNX cannot.
   */
  @Test
  void bytesAreComparedAsTheEngineDoesAndMissingKernelsAreRefused() {
    for (DataType type : List.of(DataType.INT8, DataType.UINT8)) {
      for (int number : new int[] {-9, -1, 2, 127, 128, 255, 300}) {
        assertEquals("", outcome(type, x -> x.gt(number)), number + " " + type);
        assertEquals("", outcome(type, x -> x.lte(number)), number + " " + type);
        assertEquals("", outcome(type, x -> x.eq(number)), number + " " + type);
      }
    }
    Shape two = new Shape(2, 2);
    Shape none = new Shape(0, 0);
    Map<String, Function<NDArray, NDArray>> missing = new LinkedHashMap<>();
    missing.put("maxPool of int64", x -> Pool.maxPool2d(x.expandDims(1), two, two, none, false));
    missing.put("atan of float64", NDArray::atan);
    missing.put("leakyRelu of float64", x -> x.getNDArrayInternal().leakyRelu(0.1f));
    missing.put(
        "interpolation of uint8",
        x -> x.expandDims(1).getNDArrayInternal().interpolation(new long[] {5, 7}, 1, false));
    missing.forEach(
        (name, operation) -> {
          String[] words = name.split(" of ");
          String found = outcome(DataType.valueOf(words[1].toUpperCase(Locale.ROOT)), operation);
          assertTrue(found.startsWith("refused: " + words[0] + " cannot be exported"), found);
          assertTrue(found.contains("FLOAT32"), found);
        });
  }

  private record Mixture(String name, DataType type, Function<NDArray, NDArray> operation) {}

  /** What the engine and the runtime, left to themselves, compute in another way each. */
  static List<Mixture> mixtures() {
    long far = 3_000_000_000L;
    DataType whole = DataType.INT32;
    return List.of(
        new Mixture("powers wrap around", whole, x -> x.pow(33)),
        new Mixture("so do those of bytes", DataType.INT8, x -> x.pow(7)),
        new Mixture("a far maximum", DataType.INT64, x -> x.mul(1L << 30).maximum(far)),
        new Mixture("a far minimum", DataType.INT64, x -> x.mul(1L << 30).minimum(far)),
        new Mixture("far limits", DataType.INT64, x -> x.mul(1L << 31).clip(-far, far)),
        new Mixture("a number beyond the type", whole, x -> x.gt(far)),
        new Mixture("bytes and a number", DataType.UINT8, x -> x.gt(last(x, whole).sub(9))),
        new Mixture("a number and bytes", DataType.UINT8, x -> last(x, whole).sub(9).lte(x)),
        new Mixture("bytes and a fraction", DataType.UINT8, x -> x.gt(last(x, DOUBLE).sub(0.5))),
        new Mixture("memory of bytes", DataType.UINT8, x -> x.mul(1).subi(last(x, whole).add(9))),
        new Mixture("memory of single precision", DataType.FLOAT32, x -> x.mul(1).addi(wide(x))),
        new Mixture("a linear layer", DataType.INT64, x -> linear(x.reshape(-1, 12))),
        new Mixture(
            "a product with the own transpose", DOUBLE, x -> x.matMul(x.transpose(0, 2, 1))),
        new Mixture("swish", DOUBLE, x -> x.getNDArrayInternal().swish(1.5f)));
  }

  private static NDArray last(NDArray x, DataType type) {
    return x.toType(type, false).sum();
  }

  private static NDArray wide(NDArray x) {
    return x.toType(DOUBLE, false).div(3);
  }

  private static NDArray linear(NDArray x) {
    NDArray weight = x.getManager().arange(24).reshape(2, 12).toType(x.getDataType(), false);
    return x.getNDArrayInternal().linear(x, weight, weight.get(":, 1")).head();
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void typesAreMixedAsTheEngineDoes(Mixture mixture) {
    assertEquals("", outcome(mixture.type(), mixture.operation()));
  }

  /** Refused by the exporter, not only by the runtime, and with a way out. */
  static List<Mixture> refusals() {
    DataType whole = DataType.INT32;
    return List.of(
        new Mixture("pow cannot be exported", whole, x -> x.pow(-1)),
        new Mixture("pow cannot be exported", whole, x -> x.pow(x.abs())),
        new Mixture("compute it on float64", DataType.FLOAT32, x -> x.atan2(wide(x))),
        new Mixture("compute it on float64", DOUBLE, ElementTypesTest::convolution),
        new Mixture("compute it on int32", whole, ElementTypesTest::convolution),
        new Mixture("its memory cannot hold", whole, x -> x.mul(1).divi(2)));
  }

  private static NDArray convolution(NDArray x) {
    Shape one = new Shape(1);
    NDArray weight = x.get(":1, :, :2");
    return x.getNDArrayInternal().convolution(x, weight, null, one, new Shape(0), one, 1).head();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void mixturesWithoutAnEqualAreRefused(Mixture mixture) {
    String found = outcome(mixture.type(), mixture.operation());
    assertTrue(found.startsWith("refused") && found.contains(mixture.name()), found);
    assertTrue(found.contains("FLOAT32") || found.contains("out-of-place"), found);
  }

  /** Its operator has half precision since opset 14. */
  @Test
  void halfPrecisionIsSummedInAllOpsets() {
    try (NDManager manager = NDManager.newBaseManager()) {
      LambdaCell block = LambdaCell.of(x -> x.cumSum(1)).ready(manager, new Shape(1, 4));
      for (int opset = 13; opset <= 15; opset++) {
        OnnxExporter exporter =
            OnnxExporter.builder()
                .setBlock(block)
                .setInputs(new Shape(4))
                .optInputTypes(DataType.FLOAT16)
                .optInputRange("input", -3, 4)
                .optOpset(opset)
                .build();
        OnnxVerification found = exporter.verifier().verify(exporter.toModel().toByteArray());
        assertEquals(0, found.maxAbsolute());
      }
    }
  }

  /** Empty if both agree; otherwise who said no, and why. */
  private static String outcome(DataType type, Function<NDArray, NDArray> operation) {
    try (NDManager manager = NDManager.newBaseManager()) {
      LambdaCell block = LambdaCell.of(operation).ready(manager, new Shape(1, 3, 4));
      boolean signed = type != DataType.UINT8 && type != DataType.BOOLEAN;
      OnnxExporter exporter =
          OnnxExporter.builder()
              .setBlock(block)
              .setInputs(new Shape(3, 4))
              .optInputTypes(type)
              .optInputRange("input", signed ? -3 : 0, 4)
              .build();
      OnnxVerification found = exporter.verifier().verify(exporter.toModel().toByteArray());
      return found.isWithin(1e-6) ? "" : found.toString();
    } catch (UnsupportedOperationException e) {
      boolean engine = e.getCause() instanceof EngineException;
      return (engine ? "DJL: " : "refused: ") + e.getMessage();
    } catch (OnnxExportException e) {
      return e.getMessage();
    }
  }
}
