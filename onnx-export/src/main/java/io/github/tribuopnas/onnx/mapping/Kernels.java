package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types of elements that ONNX Runtime does not compute an operation on. */
final class Kernels {
  private static final Set<String> WINDOWS = Set.of("avgPool", "lpPool", "globalLpPool");

  private static final Set<String> SINGLE_ONLY =
      Set.of(
          "acos",
          "acosh",
          "asin",
          "asinh",
          "atan",
          "atan2",
          "atanh",
          "cos",
          "cosh",
          "sinh",
          "tan",
          "erf",
          "gelu",
          "elu",
          "leakyRelu",
          "selu",
          "softPlus",
          "softSign",
          "avgPool",
          "lpPool",
          "globalAvgPool",
          "globalMaxPool",
          "interpolation");

  private static final Map<DataType, Set<String>> MISSING =
      Map.of(
          DataType.FLOAT64,
          SINGLE_ONLY,
          DataType.INT64,
          and("maxPool"),
          DataType.INT32,
          and("maxPool"),
          DataType.INT8,
          WINDOWS,
          DataType.UINT8,
          WINDOWS,
          DataType.BOOLEAN,
          and("maxPool"));

  private Kernels() {}

  private static Set<String> and(String operation) {
    return Stream.concat(WINDOWS.stream(), Stream.of(operation)).collect(Collectors.toSet());
  }

  /** A mapping that refuses the types that the runtime has no kernel for. */
  static Mappings.Entry checked(String operation, Mappings.Entry entry) {
    return new Mappings.Entry(
        entry.operators(),
        (call, graph) -> {
          if (call.isPresent(0)
              && MISSING.getOrDefault(call.type(0), Set.of()).contains(operation)) {
            throw call.refused(
                "ONNX Runtime does not compute it on "
                    + call.type(0)
                    + "; convert with toType first, for example to FLOAT32");
          }
          return entry.mapping().emit(call, graph);
        });
  }
}
