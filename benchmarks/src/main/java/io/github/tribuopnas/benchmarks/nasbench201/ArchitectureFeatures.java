package io.github.tribuopnas.benchmarks.nasbench201;

import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a cell of NAS-Bench-201: which operation is on which edge ({@code edge:operation}, 0 or
 * 1), how many edges have each ({@code count:operation}), and how the paths from input to output
 * look on which every edge passes something on: how many there are ({@code paths}), by how many
 * convolutions ({@code paths:n}) and by how many of 3x3 ({@code paths3x3:n}) they have, how many
 * have a pooling ({@code pooledPaths}) and how many nothing but skips ({@code skippedPaths}); the
 * most and the sum of convolutions over them. A path of no operation at all has none. {@code
 * logMultAdds} is the natural logarithm of the multiply-adds of the edges on such paths, in units
 * of those of one convolution of 1x1, and 1 more. Not safe for use by several threads.
 */
public final class ArchitectureFeatures implements FeatureExtractor<Architecture> {

  /** The edges of each path from the input to the output. */
  private static final int[][] PATHS = {{3}, {0, 4}, {1, 5}, {0, 2, 5}};

  private static final int LONGEST = 3;
  private static final EdgeOperation[] OPERATIONS = EdgeOperation.values();
  private static final int COUNTS = Architecture.EDGES.size() * OPERATIONS.length;
  private static final int PATHS_BY_CONVOLUTIONS = COUNTS + OPERATIONS.length;
  private static final int PATHS_BY_3X3 = PATHS_BY_CONVOLUTIONS + LONGEST + 1;
  private static final int WHOLE = PATHS_BY_3X3 + LONGEST + 1;
  private static final List<String> NAMES = allNames();

  private static List<String> allNames() {
    List<String> names = new ArrayList<>();
    for (Architecture.Edge edge : Architecture.EDGES) {
      for (EdgeOperation operation : OPERATIONS) {
        names.add(edge.from() + "-" + edge.to() + ":" + operation.text());
      }
    }
    for (EdgeOperation operation : OPERATIONS) {
      names.add("count:" + operation.text());
    }
    for (String kind : List.of("paths", "paths3x3")) {
      for (int convolutions = 0; convolutions <= LONGEST; convolutions++) {
        names.add(kind + ":" + convolutions);
      }
    }
    names.addAll(
        List.of(
            "paths",
            "pooledPaths",
            "skippedPaths",
            "mostConvolutions",
            "sumOfConvolutions",
            "logMultAdds"));
    return List.copyOf(names);
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public void extract(Architecture architecture, double[] row) {
    if (row.length != NAMES.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + NAMES.size() + " features");
    }
    Arrays.fill(row, 0);
    for (int edge = 0; edge < Architecture.EDGES.size(); edge++) {
      int operation = architecture.operation(edge).ordinal();
      row[edge * OPERATIONS.length + operation] = 1;
      row[COUNTS + operation]++;
    }
    for (int[] path : PATHS) {
      describe(architecture, path, row);
    }
    row[WHOLE + 5] = Math.log(1 + multAdds(architecture));
  }

  /** Which edges lie on a path on which every edge passes something on. */
  static boolean[] liveEdges(Architecture architecture) {
    boolean[] isLive = new boolean[Architecture.EDGES.size()];
    for (int[] path : PATHS) {
      if (Arrays.stream(path)
          .noneMatch(edge -> architecture.operation(edge) == EdgeOperation.NONE)) {
        Arrays.stream(path).forEach(edge -> isLive[edge] = true);
      }
    }
    return isLive;
  }

  /** All convolutions of a stage have as many channels and pixels, and all stages cost the same. */
  private static int multAdds(Architecture architecture) {
    boolean[] isPassed = liveEdges(architecture);
    int multAdds = 0;
    for (int edge = 0; edge < isPassed.length; edge++) {
      if (isPassed[edge]) {
        multAdds +=
            switch (architecture.operation(edge)) {
              case CONVOLUTION_1X1 -> 1;
              case CONVOLUTION_3X3 -> 9;
              case NONE, SKIP, AVERAGE_POOL_3X3 -> 0;
            };
      }
    }
    return multAdds;
  }

  private static void describe(Architecture architecture, int[] path, double[] row) {
    int convolutions = 0;
    int of3x3 = 0;
    int pools = 0;
    for (int edge : path) {
      switch (architecture.operation(edge)) {
        case NONE -> {
          return;
        }
        case CONVOLUTION_1X1 -> convolutions++;
        case CONVOLUTION_3X3 -> {
          convolutions++;
          of3x3++;
        }
        case AVERAGE_POOL_3X3 -> pools++;
        case SKIP -> {}
      }
    }
    row[PATHS_BY_CONVOLUTIONS + convolutions]++;
    row[PATHS_BY_3X3 + of3x3]++;
    row[WHOLE]++;
    row[WHOLE + 1] += pools > 0 ? 1 : 0;
    row[WHOLE + 2] += convolutions + pools == 0 ? 1 : 0;
    row[WHOLE + 3] = Math.max(row[WHOLE + 3], convolutions);
    row[WHOLE + 4] += convolutions;
  }
}
