package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.SparseMax;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation gives in ONNX Runtime what it gives in DJL, for batches of 1, 2 and 7. */
class OperatorAgreementTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  /** On {@code [batch, 3, 4, 6]}. */
  static Stream<Arguments> operations() {
    Map<String, Function<NDArray, NDArray>> all = new LinkedHashMap<>();
    arithmetic(all);
    elements(all);
    comparisons(all);
    activations(all);
    shapes(all);
    indexing(all);
    joins(all);
    reductions(all);
    pools(all);
    return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static void arithmetic(Map<String, Function<NDArray, NDArray>> all) {
    all.put("add number", x -> x.add(2.5f));
    all.put("add integer", x -> x.add(2));
    all.put("add array", x -> x.add(x.square()));
    all.put("sub number", x -> x.sub(1.5));
    all.put("mul number", x -> x.mul(-3L));
    all.put("div number", x -> x.div(7));
    all.put("div array", x -> x.div(x.abs().add(1)));
    all.put("div of integers", x -> x.toType(DataType.INT32, false).div(3));
    all.put("add of integers and floats", x -> x.mul(9).toType(DataType.INT64, false).add(x));
    all.put("pow number", x -> x.abs().pow(1.5f));
    all.put("atan2", x -> x.atan2(x.flip(3)));
    all.put("atan2 on the axes", x -> x.round().atan2(x.flip(3).round()));
    all.put("xlogy", x -> x.maximum(0).xlogy(x.abs().add(0.1f)));
    all.put("pow array", x -> x.abs().pow(x));
    all.put("mod number", x -> x.mod(0.7f));
    all.put("mod of integers", x -> x.mul(9).toType(DataType.INT32, false).mod(4));
    all.put("rsub", x -> x.getNDArrayInternal().rsub(1));
    all.put("rdiv", x -> x.abs().add(1).getNDArrayInternal().rdiv(2));
    all.put("rpow", x -> NDArrays.pow(2, x));
    all.put("maximum", x -> x.maximum(0.1f));
    all.put("maximum of arrays", x -> NDArrays.maximum(x, x.neg()));
    all.put("minimum", x -> x.minimum(0.1f));
    all.put("clip", x -> x.clip(-0.5f, 0.25f));
    all.put("in place", x -> x.mul(2).addi(1).muli(3).subi(x).divi(2).negi());
    all.put("broadcasting", x -> x.add(x.mean(new int[] {2}, true)));
    all.put("matMul", x -> x.matMul(x.transpose(0, 1, 3, 2)));
    all.put(
        "batchMatMul",
        x -> x.reshape(-1, 4, 6).batchMatMul(x.reshape(-1, 4, 6).transpose(0, 2, 1)));
    all.put("dot", x -> x.reshape(-1, 24).dot(x.getManager().ones(new Shape(24, 2))));
  }

  private static void elements(Map<String, Function<NDArray, NDArray>> all) {
    all.put("abs", NDArray::abs);
    all.put("sign", NDArray::sign);
    all.put("neg", NDArray::neg);
    all.put("square", NDArray::square);
    all.put("sqrt", x -> x.abs().sqrt());
    all.put("cbrt", x -> x.abs().cbrt());
    all.put("floor", NDArray::floor);
    all.put("ceil", NDArray::ceil);
    all.put("round", x -> x.mul(2).floor().div(2).round());
    all.put("trunc", x -> x.mul(3).trunc());
    all.put("exp", NDArray::exp);
    all.put("log", x -> x.abs().add(0.1f).log());
    all.put("log10", x -> x.abs().add(0.1f).log10());
    all.put("log2", x -> x.abs().add(0.1f).log2());
    all.put("sin", NDArray::sin);
    all.put("cos", NDArray::cos);
    all.put("tan", x -> x.tanh().tan());
    all.put("asin", x -> x.tanh().asin());
    all.put("acos", x -> x.tanh().acos());
    all.put("atan", NDArray::atan);
    all.put("sinh", NDArray::sinh);
    all.put("cosh", NDArray::cosh);
    all.put("tanh", NDArray::tanh);
    all.put("erf", NDArray::erf);
    all.put("toDegrees", NDArray::toDegrees);
    all.put("toRadians", NDArray::toRadians);
    all.put("isNaN", x -> x.log().isNaN());
    all.put("isInfinite", x -> x.maximum(0).log().isInfinite());
    all.put("toType", x -> x.mul(5).toType(DataType.INT32, false));
    all.put("duplicate", NDArray::duplicate);
    all.put("stopGradient", x -> x.stopGradient().mul(2));
  }

  private static void comparisons(Map<String, Function<NDArray, NDArray>> all) {
    all.put("gt number", x -> x.gt(0.2f));
    all.put("gte integer", x -> x.gte(1));
    all.put("lt array", x -> x.lt(x.square()));
    all.put("lte", x -> x.lte(0));
    all.put("eq", x -> x.round().eq(1));
    all.put("neq", x -> x.round().neq(0));
    all.put("compares integers with fractions", x -> x.toType(DataType.INT32, false).gt(0.5));
    all.put("logicalAnd", x -> x.gt(0).logicalAnd(x.lt(1)));
    all.put("logicalOr", x -> x.gt(1).logicalOr(x.lt(-1)));
    all.put("logicalXor", x -> x.gt(0).logicalXor(x.lt(1)));
    all.put("logicalNot", x -> x.gt(0).logicalNot());
    all.put("where", x -> NDArrays.where(x.gt(0), x, x.mul(0.01f)));
  }

  private static void activations(Map<String, Function<NDArray, NDArray>> all) {
    all.put("relu", Activation::relu);
    all.put("sigmoid", Activation::sigmoid);
    all.put("tanh activation", Activation::tanh);
    all.put("softPlus", Activation::softPlus);
    all.put("softSign", Activation::softSign);
    all.put("leakyRelu", x -> Activation.leakyRelu(x, 0.2f));
    all.put("elu", x -> Activation.elu(x, 0.7f));
    all.put("selu", Activation::selu);
    all.put("gelu", Activation::gelu);
    all.put("swish", x -> Activation.swish(x, 1.5f));
    all.put("mish", Activation::mish);
    all.put("relu6", Activation::relu6);
    all.put("softmax", x -> x.softmax(1));
    all.put("logSoftmax", x -> x.logSoftmax(-1));
  }

  private static void shapes(Map<String, Function<NDArray, NDArray>> all) {
    all.put("reshape with the batch size", x -> x.reshape(x.getShape().get(0), -1));
    all.put("reshape with -1 for the batch", x -> x.reshape(-1, 72));
    all.put("reshape that merges the batch", x -> x.reshape(x.getShape().get(0) * 3, 4, 6));
    all.put(
        "reshape that splits the batch off", x -> x.reshape(-1, 4, 6).mul(2).reshape(-1, 3, 24));
    all.put("flatten", NDArray::flatten);
    all.put("flatten of some axes", x -> x.flatten(1, 2));
    all.put("expandDims", x -> x.expandDims(1));
    all.put("squeeze", x -> x.sum(new int[] {2, 3}, true).squeeze());
    all.put("squeeze of one axis", x -> x.mean(new int[] {2}, true).squeeze(2));
    all.put("transpose", x -> x.transpose(0, 2, 3, 1));
    all.put("transpose of all axes", NDArray::transpose);
    all.put("swapAxes", x -> x.swapAxes(1, 3));
    all.put("a transposed view", x -> x.transpose(0, 2, 3, 1).reshape(x.getShape().get(0), -1));
    all.put("broadcast", x -> x.mean(new int[] {1}, true).broadcast(x.getShape()));
    all.put("squeeze of a negative axis", x -> x.mean(new int[] {3}, true).squeeze(-1));
    all.put("squeeze of a long axis", x -> x.squeeze(1));
    all.put("swapAxes of negative axes", x -> x.swapAxes(-1, -2));
    all.put("rotate90", x -> x.rotate90(1, new int[] {2, 3}));
    all.put("rotate90 twice", x -> x.rotate90(2, new int[] {3, 1}));
    all.put("rotate90 back", x -> x.rotate90(-1, new int[] {2, 3}));
    all.put("diff", x -> x.diff(1, 3));
    all.put("diff twice", x -> x.diff(2, 2));
    all.put("pad", x -> x.pad(new Shape(1, 2, 0, 3), 0.5));
    all.put("flip", x -> x.flip(2, 3));
    all.put("tile", x -> x.tile(new long[] {1, 2, 1, 3}));
    all.put("tile of all axes", x -> x.tile(2));
    all.put("repeat", x -> x.repeat(2, 3));
    all.put("repeat of all axes", x -> x.repeat(new long[] {1, 2, 1, 2}));
    all.put("onesLike", x -> x.add(x.onesLike()));
    all.put("zeros with the batch", x -> NDArrays.concat(new NDList(x, zeros(x)), 1));
  }

  private static NDArray zeros(NDArray x) {
    return x.getManager().zeros(new Shape(x.getShape().get(0), 2, 4, 6));
  }

  private static void indexing(Map<String, Function<NDArray, NDArray>> all) {
    all.put("get of ranges", x -> x.get(":, 1:, 1:3, :-1"));
    all.put("get of a step", x -> x.get("..., ::2"));
    all.put("get of a position", x -> x.get(":, 1"));
    all.put("get of the last position", x -> x.get(":, -1, :, -2"));
    all.put("get of a new axis", x -> x.get(":, null, 1:"));
    all.put("get up to the batch", x -> x.get("0:{}, 1:2", x.getShape().get(0)));
    all.put("get of an index array", x -> x.get(":, {}", x.getManager().create(new int[] {2, 0})));
    all.put("get of two index arrays", x -> x.get(":, {}, {}", ints(x, 2, 0, 1), ints(x, 0, 3, 3)));
    all.put("get of index arrays apart", x -> x.get("{}, 1:, {}", ints(x, 0, 0), ints(x, 1, -1)));
    all.put("get of a matrix of positions", x -> x.get(":, {}", ints(x, 2, 0, 1, 1).reshape(2, 2)));
    all.put("get of a position and an index array", x -> x.get(":, 1, {}", ints(x, 3, 0)));
    all.put("get of a mask", x -> x.get(x.gt(0)));
    all.put("get of a mask of the batch", x -> x.get(x.get(":, 0, 0, 0").gt(-9)));
    all.put("get of leading positions", x -> x.get(0, 1));
    all.put("booleanMask", x -> x.booleanMask(x.gt(0)));
    all.put("booleanMask of last axes", x -> x.booleanMask(ints(x, 1, 0, 0, 1, 1, 0).gt(0), 3));
    all.put("nonzero", x -> x.maximum(0).nonzero());
    all.put("gatherNd", x -> x.gatherNd(ints(x, 0, 0, 0, 2, 1, 0).reshape(2, 3)));
    all.put("take", x -> x.take(x.getManager(), ints(x, 5, 0, 7)));
    all.put(
        "scatter", x -> x.scatter(x.gt(9).toType(DataType.INT64, false), x.mul(2), 1).get(":, 1:"));
    all.put("put", x -> x.put(ints(x, 5, 0, 7), x.get("0, 0, 0, :3")));
    all.put("diagonal", x -> x.diagonal(0, 2, 3));
    all.put("diagonal above", x -> x.diagonal(2, 2, 3));
    all.put("diagonal below", x -> x.diagonal(-1, -1, 1));
    all.put("cumProd", x -> x.cumProd(3));
    all.put("cumProd of integers", x -> x.mul(3).toType(DataType.INT32, false).cumProd(-2));
    all.put("unique", x -> x.round().unique(null, true, false, false).get(0));
    all.put("unique places", x -> x.round().unique(null, true, true, false).get(1));
    all.put("unique counts", x -> x.round().unique(null, true, false, true).get(2));
    all.put("unique rows", x -> x.sign().get("0, 0").unique(1, true, true, true).get(0));
    all.put("sort", NDArray::sort);
    all.put("sort of an axis", x -> x.sort(1));
    all.put("argSort", x -> x.argSort(2, true));
    all.put("argSort downwards", x -> x.argSort(-1, false));
    all.put("sort of the batch", x -> x.sort(0));
    all.put("oneHot", x -> x.abs().clip(0, 4).toType(DataType.INT64, false).oneHot(5));
    all.put("gather", x -> x.gather(x.gt(0).toType(DataType.INT64, false), 1));
    all.put("argMax", x -> x.argMax(1));
    all.put("argMin", x -> x.argMin(-1));
    all.put("topK", x -> x.topK(2, 3).get(0));
    all.put("topK of the smallest, positions", x -> x.topK(2, 1, false, true).get(1));
  }

  private static NDArray ints(NDArray x, long... values) {
    return x.getManager().create(values);
  }

  private static void joins(Map<String, Function<NDArray, NDArray>> all) {
    all.put("concat", x -> NDArrays.concat(new NDList(x, x.mul(2), x.neg()), 1));
    all.put("concat of two", x -> x.concat(x.neg(), -1));
    all.put("stack", x -> NDArrays.stack(new NDList(x, x.mul(2)), 1));
    all.put("stack of two", x -> x.stack(x.neg()));
    all.put("split", x -> x.split(3, 1).get(1));
    all.put("split at positions", x -> x.split(new long[] {1, 4}, 3).get(2));
  }

  private static void reductions(Map<String, Function<NDArray, NDArray>> all) {
    all.put("sum", NDArray::sum);
    all.put("sum of axes", x -> x.sum(new int[] {1, 3}));
    all.put("sum kept", x -> x.sum(new int[] {-1}, true));
    all.put("mean", NDArray::mean);
    all.put("mean of axes", x -> x.mean(new int[] {3}));
    all.put("max", NDArray::max);
    all.put("max of axes", x -> x.max(new int[] {1}, true));
    all.put("min of axes", x -> x.min(new int[] {2}));
    all.put("prod", x -> x.prod(new int[] {3}));
    all.put("norm", x -> x.norm(new int[] {2, 3}, true));
    all.put("norm of order 1", x -> x.norm(1, new int[] {1}, false));
    all.put("normalize", x -> x.normalize());
    all.put("group normalization", OperatorAgreementTest::groupNorm);
    all.put("median", NDArray::median);
    all.put("median of an axis", x -> x.median(new int[] {1}));
    all.put("percentile", x -> x.percentile(30));
    all.put("percentile of an axis", x -> x.percentile(75, new int[] {2}));
    all.put("sparse maximum", x -> new SparseMax(1, 2).forward(null, new NDList(x), false).head());
    all.put("cumSum", x -> x.cumSum(2));
    all.put("countNonzero", x -> x.maximum(0).countNonzero(1));
    all.put("all", x -> x.gt(-9).all());
    all.put("none", x -> x.gt(9).none());
    all.put("any", x -> x.gt(3).any());
  }

  private static void pools(Map<String, Function<NDArray, NDArray>> all) {
    Shape three = new Shape(3, 3);
    Shape two = new Shape(2, 2);
    Shape one = new Shape(1, 1);
    all.put("maxPool2d", x -> Pool.maxPool2d(x, three, two, one, false));
    all.put("maxPool2d with ceiling", x -> Pool.maxPool2d(x, three, two, new Shape(0, 0), true));
    all.put("avgPool2d", x -> Pool.avgPool2d(x, three, one, one, false, true));
    all.put("avgPool2d not counting", x -> Pool.avgPool2d(x, three, two, one, false, false));
    all.put(
        "avgPool2d with ceiling", x -> Pool.avgPool2d(x, three, two, new Shape(0, 0), true, true));
    all.put(
        "avgPool2d with ceiling and padding", x -> Pool.avgPool2d(x, three, two, one, true, true));
    all.put("maxPool2d with ceiling and padding", x -> Pool.maxPool2d(x, three, two, one, true));
    all.put(
        "globalLpPool2d", x -> x.getNDArrayInternal().lpPool(2, two, one, new Shape(0, 0), false));
    all.put(
        "nearest interpolation",
        x -> x.getNDArrayInternal().interpolation(new long[] {8, 9}, 0, false));
    all.put(
        "bilinear interpolation",
        x -> x.getNDArrayInternal().interpolation(new long[] {7, 9}, 1, false));
    for (int mode = 0; mode < 4; mode++) {
      for (long[] size : new long[][] {{2, 3}, {3, 9}, {9, 2}, {4, 6}, {11, 13}}) {
        int m = mode;
        all.put(
            "interpolation " + mode + " to " + size[0] + " by " + size[1],
            x -> x.getNDArrayInternal().interpolation(size, m, false));
      }
    }
    all.put("resize", x -> x.getNDArrayInternal().resize(5, 2, 1));
    all.put("resize nearest", x -> NDImageUtils.resize(x, 6, 8, Image.Interpolation.NEAREST));
    all.put("globalLpPool of order 3", x -> x.abs().getNDArrayInternal().globalLpPool(3));
    all.put(
        "lpPool of order 3",
        x -> x.abs().getNDArrayInternal().lpPool(3, two, one, new Shape(0, 0), false));
    all.put("globalAvgPool2d", Pool::globalAvgPool2d);
    all.put("globalMaxPool2d", Pool::globalMaxPool2d);
    all.put("lpPool2d", x -> x.getNDArrayInternal().lpPool(2, two, two, new Shape(0, 0), false));
    all.put(
        "maxPool1d",
        x -> Pool.maxPool1d(x.reshape(-1, 12, 6), new Shape(2), new Shape(2), new Shape(1), false));
    all.put(
        "avgPool3d",
        x ->
            Pool.avgPool3d(
                x.expandDims(1),
                new Shape(2, 2, 2),
                new Shape(1, 1, 1),
                new Shape(1, 0, 1),
                false,
                true));
  }

  /** Wu and He 2018 with three groups; DJL has no block of it. */
  private static NDArray groupNorm(NDArray x) {
    NDArray groups = x.reshape(x.getShape().get(0), 3, -1);
    NDArray centered = groups.sub(groups.mean(new int[] {2}, true));
    NDArray variance = centered.square().mean(new int[] {2}, true);
    return centered.div(variance.add(1e-5f).sqrt()).reshape(x.getShape());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void agrees(String name, Function<NDArray, NDArray> operation) {
    Shape input = new Shape(3, 4, 6);
    LambdaCell block = LambdaCell.of(operation).ready(manager, new Shape(2).addAll(input));
    OnnxExporter exporter = OnnxExporter.builder().setBlock(block).setInputs(input).build();
    OnnxVerification verification = exporter.verifier().verify(exporter.toModel().toByteArray());
    assertEquals(3, verification.batchSizes().size());
    assertTrue(verification.isWithin(1e-5), () -> name + ": " + verification);
  }
}
