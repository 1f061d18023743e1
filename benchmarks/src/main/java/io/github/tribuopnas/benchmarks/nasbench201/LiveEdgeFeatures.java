package io.github.tribuopnas.benchmarks.nasbench201;

import io.github.tribuopnas.surrogate.feature.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a cell as {@link ArchitectureFeatures} does, and besides by the operations of those
 * edges alone that lie on a path from the input to the output on which every edge passes something
 * on ({@code live:edge:operation}, 0 or 1): only these take part in what it computes. Not safe for
 * use by several threads.
 */
public final class LiveEdgeFeatures implements FeatureExtractor<Architecture> {

  private static final int OPERATIONS = EdgeOperation.values().length;

  private final ArchitectureFeatures all = new ArchitectureFeatures();
  private final double[] ofAll = new double[all.names().size()];
  private final List<String> names;

  /** Makes the features. */
  public LiveEdgeFeatures() {
    List<String> more = new ArrayList<>(all.names());
    all.names().subList(0, edgeFeatures()).forEach(name -> more.add("live:" + name));
    names = List.copyOf(more);
  }

  private static int edgeFeatures() {
    return Architecture.EDGES.size() * OPERATIONS;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public void extract(Architecture architecture, double[] row) {
    if (row.length != names.size()) {
      throw new IllegalArgumentException(
          "a row of " + row.length + " values; there are " + names.size() + " features");
    }
    all.extract(architecture, ofAll);
    System.arraycopy(ofAll, 0, row, 0, ofAll.length);
    boolean[] isLive = ArchitectureFeatures.liveEdges(architecture);
    for (int edge = 0; edge < isLive.length; edge++) {
      for (int i = edge * OPERATIONS; i < (edge + 1) * OPERATIONS; i++) {
        row[ofAll.length + i] = isLive[edge] ? ofAll[i] : 0;
      }
    }
  }
}
