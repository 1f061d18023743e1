package io.github.tribuopnas.onnx.mapping;

import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.List;

/**
 * Writes one operation of {@code NDArray} or {@code NDArrayEx} as ONNX nodes.
 *
 * <p>Give one to {@code OnnxExporterBuilder.optMapping} to export an operation that has no mapping
 * yet, or to replace one. For example, {@code NDArray.erf()} would be:
 *
 * <pre>{@code
 * builder.optMapping("erf", (call, graph) ->
 *     List.of(graph.node("Erf", List.of(call.input(0)), Map.of())));
 * }</pre>
 */
@FunctionalInterface
public interface OperatorMapping {

  /**
   * Appends nodes for a recorded call.
   *
   * @param call what was called: its operands and arguments
   * @param graph the graph to append to
   * @return the names of the ONNX values that are the results of the call, in its order
   * @throws UnsupportedOperationException if this form of the operation cannot be written
   */
  List<String> emit(RecordedCall call, OnnxGraph graph);
}
