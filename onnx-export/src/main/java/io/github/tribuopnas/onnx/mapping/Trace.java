package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.ModelWriter;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.Tensor;
import io.github.tribuopnas.onnx.recording.Call;
import io.github.tribuopnas.onnx.recording.IndexSpec;
import io.github.tribuopnas.onnx.recording.Recording;
import io.github.tribuopnas.onnx.recording.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Several recordings of one block, compared. Writes their common graph; refuses differences that no
 * mapping can express.
 */
public final class Trace implements RecordedCall.Context {
  private static final Set<String> SELECTING = Set.of("booleanMask", "nonzero", "unique");

  private final List<Recording> recordings;
  private final Mappings mappings;
  private final List<String> inputNames;
  private final OnnxGraph graph;
  private final String[][] results;
  private boolean selects;

  /**
   * Compares recordings.
   *
   * @param recordings of one block, with examples that differ in everything that is free
   * @param mappings write the operations
   * @param inputNames names of the inputs in the graph
   * @param graph the graph to append to
   */
  public Trace(
      List<Recording> recordings, Mappings mappings, List<String> inputNames, OnnxGraph graph) {
    this.recordings = recordings;
    this.mappings = mappings;
    this.inputNames = inputNames;
    this.graph = graph;
    this.results = new String[calls().size()][];
  }

  private List<Call> calls() {
    return recordings.get(0).calls();
  }

  /**
   * Appends all nodes that the outputs need.
   *
   * @return the names of the outputs
   * @throws UnsupportedOperationException if the recordings differ in what a graph cannot express
   */
  public List<String> write() {
    BitSet needed = needed();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      int index = i;
      RecordedCall call =
          new RecordedCall(recordings.stream().map(r -> r.calls().get(index)).toList(), this);
      graph.enter(path(call));
      List<String> names = mappings.of(call.operation()).emit(call, graph);
      graph.enter("");
      if (names.size() != call.resultCount()) {
        throw new IllegalStateException(
            "the mapping of "
                + call.operation()
                + " returned "
                + names.size()
                + " names for "
                + call.resultCount()
                + " results");
      }
      results[i] = names.toArray(String[]::new);
      describe(call, names);
    }
    return outputs();
  }

  private List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < recordings.get(0).outputs().size(); i++) {
      Source source = recordings.get(0).outputs().get(i).source();
      if (!source.isDependent()) {
        throw new UnsupportedOperationException(
            "output "
                + i
                + " of the block does not depend on its input; if it should, an array left the"
                + " recording: create constants with the manager of the input"
                + " (input.getManager()), and use array operations only");
      }
      names.add(dependentName(source));
    }
    return names;
  }

  /** The blocks that a weight belongs to: the parts of its name but the last. */
  private static String path(RecordedCall call) {
    for (int i = 0; i < call.operandCount(); i++) {
      if (call.operands(i).get(0).source() instanceof Source.Weight weight) {
        int end = weight.name().lastIndexOf('_');
        return end < 0 ? "" : weight.name().substring(0, end).replace('_', '/');
      }
    }
    return "";
  }

  /** Not behind operations whose values decide their shape: two recordings may agree by chance. */
  private void describe(RecordedCall call, List<String> names) {
    selects |= SELECTING.contains(call.operation()) || isMasked(call);
    if (selects) {
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      Shape shape = call.resultShape(i);
      List<String> dimensions = new ArrayList<>();
      for (long dim : shape.getShape()) {
        dimensions.add(dim < 0 ? "" : Long.toString(dim));
      }
      graph.describe(new ModelWriter.Port(names.get(i), call.resultType(i), dimensions));
    }
  }

  private static boolean isMasked(RecordedCall call) {
    return call.hasArgument(1)
        && call.arguments(1).get(0) instanceof IndexSpec spec
        && spec.parts().stream().anyMatch(p -> p instanceof IndexSpec.Mask);
  }

  private BitSet needed() {
    BitSet needed = new BitSet();
    recordings.get(0).outputs().forEach(o -> need(o.source(), needed));
    for (int i = calls().size() - 1; i >= 0; i--) {
      if (needed.get(i)) {
        calls().get(i).operands().forEach(o -> need(o.source(), needed));
      }
    }
    return needed;
  }

  private static void need(Source source, BitSet needed) {
    if (source instanceof Source.Result result) {
      needed.set(result.call());
    }
  }

  private String dependentName(Source source) {
    return source instanceof Source.Input input
        ? inputNames.get(input.index())
        : results[((Source.Result) source).call()][((Source.Result) source).output()];
  }

  @Override
  public String name(List<Call.Operand> operand, RecordedCall call) {
    Source source = operand.get(0).source();
    if (source instanceof Source.Absent) {
      return "";
    }
    if (source instanceof Source.Weight weight) {
      NDArray array = weight.parameter().getArray();
      return graph.weight(
          weight.name(), array.getShape(), array.getDataType(), () -> Tensor.of(array));
    }
    if (source instanceof Source.Constant) {
      return constant(operand.stream().map(o -> (Source.Constant) o.source()).toList(), call);
    }
    return dependentName(source);
  }

  /** A constant is the same in each recording, or follows a pattern along the free axes. */
  private String constant(List<Source.Constant> constants, RecordedCall call) {
    List<Tensor> tensors = constants.stream().map(Source.Constant::tensor).toList();
    return new Constants(graph, new Dimensions(() -> references(call), graph, call))
        .write(tensors)
        .or(() -> derived(constants))
        .orElseThrow(
            () ->
                call.refused(
                    "a constant operand of shape "
                        + tensors.get(0).shape()
                        + " has other values in another recording; it is random, or computed from"
                        + " the values or the size of the input by Java code instead of by array"
                        + " operations"));
  }

  /** What the recordings computed by the same operation is computed by it in the graph, too. */
  private Optional<String> derived(List<Source.Constant> constants) {
    List<Source.Origin> origins = new ArrayList<>();
    for (Source.Constant constant : constants) {
      Source.Origin origin = constant.origin();
      if (origin == null || !isLike(origin, origins)) {
        return Optional.empty();
      }
      origins.add(origin);
    }
    RecordedCall call = new RecordedCall(origins.stream().map(Source.Origin::call).toList(), this);
    List<String> names = mappings.of(call.operation()).emit(call, graph);
    return Optional.of(names.get(origins.get(0).output()));
  }

  private static boolean isLike(Source.Origin origin, List<Source.Origin> others) {
    return others.isEmpty() || isLike(origin, others.get(0));
  }

  private static boolean isLike(Source.Origin a, Source.Origin b) {
    return a.output() == b.output()
        && a.call().operation().equals(b.call().operation())
        && a.call().arguments().size() == b.call().arguments().size()
        && kinds(a.call()).equals(kinds(b.call()));
  }

  private static List<Object> kinds(Call call) {
    return call.operands().stream()
        .map(o -> o.source() instanceof Source.Constant ? Source.Constant.class : o.source())
        .<Object>map(o -> o)
        .toList();
  }

  /** The operands of the call first: their dimensions are nearer. */
  @Override
  public List<Dimensions.Reference> references(RecordedCall call) {
    List<Dimensions.Reference> references = new ArrayList<>();
    for (int i = 0; i < call.operandCount(); i++) {
      Source source = call.operands(i).get(0).source();
      if (source.isDependent()) {
        references.add(
            new Dimensions.Reference(dependentName(source), call.operandShapes(i), true));
      }
    }
    for (int i = 0; i < inputNames.size(); i++) {
      int input = i;
      List<Shape> shapes = recordings.stream().map(r -> r.inputs().get(input).shape()).toList();
      references.add(new Dimensions.Reference(inputNames.get(i), shapes, true));
    }
    addEarlier(references);
    return references;
  }

  /** What was computed so far, the latest first. */
  private void addEarlier(List<Dimensions.Reference> references) {
    for (int i = results.length - 1; i >= 0; i--) {
      if (results[i] == null) {
        continue;
      }
      for (int j = 0; j < results[i].length; j++) {
        int call = i;
        int result = j;
        List<Shape> shapes =
            recordings.stream()
                .map(r -> r.calls().get(call).results().get(result).shape())
                .toList();
        references.add(new Dimensions.Reference(results[i][j], shapes, false));
      }
    }
  }
}
