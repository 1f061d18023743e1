package io.github.tribuopnas.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives the results of a graph their public names. */
public final class OutputNames {
  private final OnnxGraph graph;

  /**
   * Names the results of one graph.
   *
   * @param graph the graph
   */
  public OutputNames(OnnxGraph graph) {
    this.graph = graph;
  }

  /**
   * Renames the results; an Identity node stands for an input, or a result returned twice.
   *
   * @param results names of the results in the graph
   * @param names their public names
   */
  public void assign(List<String> results, List<String> names) {
    List<OnnxNode> aliases = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String name = graph.claim(names.get(i));
      String result = results.get(i);
      boolean shared = results.indexOf(result) != i || results.lastIndexOf(result) != i;
      if (shared || !rename(result, name)) {
        graph.node("Identity", List.of(result), Map.of());
        OnnxNode identity = graph.nodes().remove(graph.nodes().size() - 1);
        aliases.add(identity.withOutputs(List.of(name)));
      }
    }
    graph.nodes().addAll(aliases);
  }

  private boolean rename(String result, String name) {
    if (graph.nodes().stream().noneMatch(n -> n.outputs().contains(result))) {
      return false;
    }
    graph
        .nodes()
        .replaceAll(
            node ->
                node.withInputs(replace(node.inputs(), result, name))
                    .withOutputs(replace(node.outputs(), result, name)));
    return true;
  }

  private static List<String> replace(List<String> names, String from, String to) {
    return names.contains(from) ? names.stream().map(n -> n.equals(from) ? to : n).toList() : names;
  }
}
