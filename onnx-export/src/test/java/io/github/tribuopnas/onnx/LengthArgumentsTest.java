package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers that Java code computes from a length, and hands to an operation. */
class LengthArgumentsTest {
  @AutoClose private static final NDManager manager = NDManager.newBaseManager();

  /** Of an array {@code [batch, n]}, and n. */
  private static Map<String, BiFunction<NDArray, Long, NDArray>> ofLengths() {
    Map<String, BiFunction<NDArray, Long, NDArray>> all = new LinkedHashMap<>();
    all.put("repeat", (x, n) -> x.expandDims(1).repeat(1, n).sub(x.expandDims(2)));
    all.put("tile", (x, n) -> x.expandDims(1).tile(new long[] {1, n, 1}).sub(x.expandDims(2)));
    all.put("topK", (x, n) -> x.topK((int) (n / 2 + 1), 1).get(0));
    all.put("gt", (x, n) -> x.mul(9).gt(n - 1));
    all.put("clip", (x, n) -> x.mul(9).clip(0, n));
    all.put("oneHot", (x, n) -> x.argMax(1).oneHot(Math.toIntExact(n)).mul(x));
    all.put("a mean", (x, n) -> x.sum(new int[] {1}).mul(1f / n));
    all.put("a product", (x, n) -> x.mul(1.0 / n / n));
    all.put("a root", (x, n) -> x.div(Math.sqrt(n)).mul((float) (1 / Math.sqrt(n))));
    all.put("whole numbers by it", (x, n) -> x.toType(DataType.INT64, false).mul(1.0 / n));
    return all;
  }

  static Stream<Arguments> names() {
    return ofLengths().keySet().stream().map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("names")
  void areComputedInTheGraph(String name) {
    BiFunction<NDArray, Long, NDArray> operation = ofLengths().get(name);
    assertAgrees(
        LambdaCell.of(x -> operation.apply(x, x.getShape().get(1))),
        b -> b.optFreeAxis("input", 1, "n"));
    // Half of a batch, or one less, is refused, but not what is in proportion to it.
    if (!name.equals("topK") && !name.equals("gt") && !name.equals("a product")) {
      assertAgrees(
          LambdaCell.of(
              x -> {
                long batch = x.getShape().get(0);
                return operation.apply(x.reshape(1, -1).get(":, :{}", batch), batch).add(x.sum());
              }),
          b -> b);
    }
  }

  private static void assertAgrees(LambdaCell block, UnaryOperator<OnnxExporterBuilder> options) {
    OnnxExporter exporter =
        options
            .apply(OnnxExporter.builder().setBlock(block.ready(manager, new Shape(2, 6))))
            .setInputs(new Shape(6))
            .build();
    OnnxVerification found = exporter.verifier(5, 1, 3).verify(exporter.toModel().toByteArray());
    assertTrue(found.isWithin(1e-5), found::toString);
  }
}
