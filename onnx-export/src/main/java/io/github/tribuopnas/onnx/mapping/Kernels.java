package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types of elements that ONNX Runtime does not compute an operation on. */
final class Kernels {
  private static final Set<String> WINDOWS =
      Set.of("avgPool", "lpPool", "globalLpPool", "convolution");

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
          "convolution",
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

  /** The type of the first operand or of the result, if the runtime does not compute on it. */
  private static @Nullable DataType missing(String operation, RecordedCall call) {
    if (call.isPresent(0) && isMissing(operation, call.type(0))) {
      return call.type(0);
    }
    return isMissing(operation, call.resultType(0)) ? call.resultType(0) : null;
  }

  private static boolean isMissing(String operation, DataType type) {
    return MISSING.getOrDefault(type, Set.of()).contains(operation);
  }

  /** A mapping that refuses the types that the runtime has no kernel for. */
  static Mappings.Entry checked(String operation, Mappings.Entry entry) {
    return new Mappings.Entry(
        entry.operators(),
        (call, graph) -> {
          DataType type = missing(operation, call);
          if (type != null) {
            throw call.refused(
                "ONNX Runtime does not compute it on "
                    + type
                    + "; convert with toType first, for example to FLOAT32");
          }
          return entry.mapping().emit(call, graph);
        });
  }
}
