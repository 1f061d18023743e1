package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A matrix that holds one number below a diagonal, one on it and one above it, such as an identity
 * or the mask of causal attention. All but its last two axes have the length 1.
 *
 * @param diagonal its columns minus its rows
 * @param below the number where columns minus rows are less
 * @param on the number on the diagonal
 * @param above the number where columns minus rows are more
 */
record Banded(long diagonal, double below, double on, double above) {
  private static final Set<DataType> TYPES =
      Set.of(
          DataType.FLOAT32,
          DataType.FLOAT64,
          DataType.INT32,
          DataType.INT64,
          DataType.INT8,
          DataType.UINT8,
          DataType.BOOLEAN);

  private static final long TELLING = 8;

  /** What matrices have in common; empty if they are no such ones. */
  static Optional<Banded> of(DataType type, List<Shape> shapes, List<double[]> values) {
    if (!TYPES.contains(type) || !shapes.stream().allMatch(Banded::isMatrix)) {
      return Optional.empty();
    }
    int largest = 0;
    for (int i = 1; i < values.size(); i++) {
      largest = values.get(i).length > values.get(largest).length ? i : largest;
    }
    if (side(shapes.get(largest)) < 2) {
      return Optional.empty();
    }
    Banded found = of(shapes.get(largest), values.get(largest));
    for (int i = 0; i < values.size(); i++) {
      if (!found.describes(shapes.get(i), values.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** Whether the largest matrix is too small to tell: several patterns begin alike. */
  static boolean areSmall(List<Shape> shapes) {
    return shapes.stream().mapToLong(Banded::side).max().orElse(0) < TELLING;
  }

  /** The shorter of the last two axes. */
  private static long side(Shape shape) {
    return Math.min(shape.get(shape.dimension() - 1), shape.get(shape.dimension() - 2));
  }

  private static boolean isMatrix(Shape shape) {
    int rank = shape.dimension();
    return rank >= 2
        && shape.size() > 0
        && Arrays.stream(shape.getShape()).limit(rank - 2).allMatch(length -> length == 1);
  }

  /** From the last number of the first column up, then right to the last of the first row. */
  private static Banded of(Shape shape, double[] values) {
    int columns = Math.toIntExact(shape.get(shape.dimension() - 1));
    int rows = values.length / columns;
    double[] diagonals = new double[rows + columns - 1];
    for (int i = 0; i < diagonals.length; i++) {
      diagonals[i] = i < rows ? values[(rows - 1 - i) * columns] : values[i - rows + 1];
    }
    int first = 0;
    while (first < diagonals.length - 1 && diagonals[first] == diagonals[0]) {
      first++;
    }
    return new Banded(
        first - rows + 1, diagonals[0], diagonals[first], diagonals[diagonals.length - 1]);
  }

  private boolean describes(Shape shape, double[] values) {
    int columns = Math.toIntExact(shape.get(shape.dimension() - 1));
    for (int i = 0; i < values.length; i++) {
      int difference = i % columns - i / columns;
      double expected = difference < diagonal ? below : difference > diagonal ? above : on;
      if (values[i] != expected) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends the nodes that compute it.
   *
   * @param shape name of a vector that holds its shape
   * @param rank how many axes it has
   */
  String write(String shape, int rank, DataType type, OnnxGraph graph) {
    String columns = AxisLengths.positions(length(shape, rank - 1, graph), graph);
    String rows = AxisLengths.positions(length(shape, rank - 2, graph), graph);
    String upright = graph.node("Unsqueeze", List.of(rows, graph.integers(1)), Map.of());
    String difference = graph.node("Sub", List.of(columns, upright), Map.of());
    String own = graph.scalar(diagonal, DataType.INT64);
    DataType computed = Casts.computed("Where", type);
    String higher = graph.scalar(above, computed);
    String lower = graph.scalar(below, computed);
    String same = graph.scalar(on, computed);
    String upper = chosen("Greater", difference, own, higher, same, graph);
    String all = chosen("Less", difference, own, lower, upper, graph);
    String shaped = graph.node("Reshape", List.of(all, shape), Map.of());
    return Casts.cast(shaped, computed, type, graph);
  }

  private static String chosen(
      String comparison, String a, String b, String yes, String no, OnnxGraph graph) {
    String condition = graph.node(comparison, List.of(a, b), Map.of());
    return graph.node("Where", List.of(condition, yes, no), Map.of());
  }

  private static String length(String shape, int axis, OnnxGraph graph) {
    return graph.node(
        "Gather", List.of(shape, graph.scalar(axis, DataType.INT64)), Map.of("axis", 0));
  }
}
