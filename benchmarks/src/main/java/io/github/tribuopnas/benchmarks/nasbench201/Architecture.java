package io.github.tribuopnas.benchmarks.nasbench201;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of NAS-Bench-201: four nodes, of which node 0 is the input and node 3 the output; every
 * node is the sum of the edges from all nodes before it.
 *
 * @param code the operations of the six edges as digits to base 5, in the order of {@link #EDGES},
 *     the first in the highest place; from 0 to {@link #COUNT} - 1
 */
public record Architecture(int code) implements Comparable<Architecture> {

  /** The edges, as the nodes that each leads from and to, in the order of the text. */
  static final List<Edge> EDGES =
      List.of(
          new Edge(0, 1),
          new Edge(0, 2),
          new Edge(1, 2),
          new Edge(0, 3),
          new Edge(1, 3),
          new Edge(2, 3));

  /** The number of cells: five operations on six edges. */
  public static final int COUNT = 15_625;

  private static final EdgeOperation[] OPERATIONS = EdgeOperation.values();
  private static final int[] PLACE_VALUES = {3125, 625, 125, 25, 5, 1};
  private static final Pattern NODE_INPUT = Pattern.compile("([a-z0-9_]+)~([0-9])\\|");

  /** An edge from one node to a later one. */
  record Edge(int from, int to) {}

  /** Checks the code. */
  public Architecture {
    if (code < 0 || code >= COUNT) {
      throw new IllegalArgumentException("code " + code + "; allowed are 0 to " + (COUNT - 1));
    }
  }

  /**
   * Returns the cell with the given operations.
   *
   * @param operations one for each edge, in the order 0-1, 0-2, 1-2, 0-3, 1-3, 2-3
   * @return the cell
   * @throws IllegalArgumentException if there are not six
   */
  public static Architecture of(EdgeOperation... operations) {
    if (operations.length != PLACE_VALUES.length) {
      throw new IllegalArgumentException(operations.length + " operations; a cell has six edges");
    }
    int code = 0;
    for (EdgeOperation operation : operations) {
      code = code * OPERATIONS.length + operation.ordinal();
    }
    return new Architecture(code);
  }

  /**
   * Returns the cell with a given text.
   *
   * @param text such as {@code |none~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|}
   * @return the cell
   * @throws IllegalArgumentException if the text is no cell of NAS-Bench-201
   */
  public static Architecture parse(String text) {
    List<EdgeOperation> operations = new ArrayList<>();
    Matcher matcher = NODE_INPUT.matcher(text);
    while (matcher.find()) {
      for (EdgeOperation operation : OPERATIONS) {
        if (operation.text().equals(matcher.group(1))) {
          operations.add(operation);
        }
      }
    }
    // Writing it again finds whatever else may be wrong.
    if (operations.size() == PLACE_VALUES.length) {
      Architecture architecture = of(operations.toArray(EdgeOperation[]::new));
      if (architecture.toString().equals(text)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "text "
            + text
            + " is no cell of NAS-Bench-201; one looks like "
            + new Architecture(0)
            + " with none, skip_connect, nor_conv_1x1, nor_conv_3x3 or avg_pool_3x3");
  }

  /**
   * Returns the operation of an edge.
   *
   * @param edge its place, 0 to 5, in the order 0-1, 0-2, 1-2, 0-3, 1-3, 2-3
   * @return the operation
   */
  public EdgeOperation operation(int edge) {
    return OPERATIONS[code / PLACE_VALUES[edge] % OPERATIONS.length];
  }

  /**
   * Returns this cell with another operation on one edge.
   *
   * @param edge its place, 0 to 5
   * @param operation the new operation
   * @return the cell
   */
  public Architecture with(int edge, EdgeOperation operation) {
    return new Architecture(
        code + (operation.ordinal() - operation(edge).ordinal()) * PLACE_VALUES[edge]);
  }

  @Override
  public int compareTo(Architecture other) {
    return Integer.compare(code, other.code);
  }

  /** Returns the text that the benchmark uses. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int node = 0;
    for (int edge = 0; edge < PLACE_VALUES.length; edge++) {
      Edge ends = EDGES.get(edge);
      if (ends.to() != node) {
        text.append(node == 0 ? "|" : "+|");
        node = ends.to();
      }
      text.append(operation(edge).text()).append('~').append(ends.from()).append('|');
    }
    return text.toString();
  }
}
