package io.github.tribuopnas.onnx.mapping;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.OnnxGraph;
import io.github.tribuopnas.onnx.graph.Tensor;
import io.github.tribuopnas.onnx.recording.Call;
import io.github.tribuopnas.onnx.recording.Recording;
import io.github.tribuopnas.onnx.recording.Source;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Several recordings of one block, laid side by side. Writes their common graph; refuses what they
 * do not have in common and no mapping can express.
 */
public final class Trace implements RecordedCall.Context {
  private final List<Recording> recordings;
  private final Mappings mappings;
  private final List<String> inputNames;
  private final OnnxGraph graph;
  private final String[][] results;

  /**
   * Lays recordings side by side.
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
    checkSamePath();
    BitSet needed = needed();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      int index = i;
      RecordedCall call =
          new RecordedCall(recordings.stream().map(r -> r.calls().get(index)).toList(), this);
      List<String> names = mappings.of(call.operation()).emit(call, graph);
      if (names.size() != call.resultCount()) {
        throw new IllegalStateException(
            "The mapping of "
                + call.operation()
                + " returned "
                + names.size()
                + " names for "
                + call.resultCount()
                + " results");
      }
      results[i] = names.toArray(String[]::new);
    }
    return outputs();
  }

  private List<String> outputs() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < recordings.get(0).outputs().size(); i++) {
      Source source = recordings.get(0).outputs().get(i).source();
      if (!source.isDependent()) {
        throw new UnsupportedOperationException(
            "Output "
                + i
                + " of the block does not depend on its input. If it should, an array left the"
                + " recording: create constants with the manager of the input"
                + " (input.getManager()), and use array operations only.");
      }
      names.add(dependentName(source));
    }
    return names;
  }

  private void checkSamePath() {
    Recording first = recordings.get(0);
    for (Recording other : recordings) {
      int common = Math.min(first.calls().size(), other.calls().size());
      for (int i = 0; i < common; i++) {
        checkSame(first.calls().get(i), other.calls().get(i));
      }
      if (first.calls().size() != other.calls().size()) {
        boolean firstIsLonger = first.calls().size() > common;
        throw differentPath((firstIsLonger ? first : other).calls().get(common));
      }
      if (!sources(first.outputs()).equals(sources(other.outputs()))) {
        throw differentPath(first.calls().get(common - 1));
      }
    }
  }

  private static void checkSame(Call a, Call b) {
    boolean same =
        a.operation().equals(b.operation())
            && a.results().size() == b.results().size()
            && a.arguments().size() == b.arguments().size()
            && sources(a.operands()).equals(sources(b.operands()));
    if (!same || !sameRanks(a, b)) {
      throw differentPath(a);
    }
  }

  private static boolean sameRanks(Call a, Call b) {
    for (int i = 0; i < a.results().size(); i++) {
      if (a.results().get(i).shape().dimension() != b.results().get(i).shape().dimension()) {
        return false;
      }
    }
    return true;
  }

  /** Sources without the values of constants, which are compared only where they are used. */
  private static List<Object> sources(List<Call.Operand> operands) {
    return operands.stream()
        .map(
            o -> {
              Source source = o.source();
              if (source instanceof Source.Constant) {
                return "constant of rank " + o.value().shape().dimension();
              }
              return source instanceof Source.Weight weight ? weight.name() : source;
            })
        .toList();
  }

  private static UnsupportedOperationException differentPath(Call call) {
    return new UnsupportedOperationException(
        "The block does something else for another batch size or other values: the recordings part"
            + " at "
            + call.operation()
            + ", "
            + call.place()
            + ". A graph has one path: branch with array operations (where, clip), and loop a fixed"
            + " number of times.");
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

  /** A constant is the same in each recording, or repeats the same values along the batch. */
  private String constant(List<Source.Constant> constants, RecordedCall call) {
    List<Tensor> tensors = constants.stream().map(Source.Constant::tensor).toList();
    Tensor core = tensors.get(0);
    if (tensors.stream().allMatch(core::equals)) {
      return graph.constant(core);
    }
    List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
    List<Tensor> cores = tensors.stream().map(t -> core(t, shapes)).toList();
    if (!cores.stream().allMatch(cores.get(0)::equals)) {
      throw call.refused(
          "a constant operand of shape "
              + core.shape()
              + " has other values in another recording. It is random, or computed from the values"
              + " or the size of the input by Java code instead of by array operations");
    }
    String name = graph.constant(cores.get(0));
    String target = Dimensions.vector(shapes, references(call), graph, call);
    return graph.node("Expand", List.of(name, target), Map.of());
  }

  private static Tensor core(Tensor tensor, List<Shape> shapes) {
    Tensor core = tensor;
    for (int axis = 0; axis < shapes.get(0).dimension(); axis++) {
      if (!Extents.isFixed(shapes, axis) && core.repeatsAlong(axis)) {
        core = core.head(axis, 1);
      }
    }
    return core;
  }

  /** The operands of the call first: their dimensions are nearer. */
  @Override
  public List<Dimensions.Reference> references(RecordedCall call) {
    List<Dimensions.Reference> references = new ArrayList<>();
    for (int i = 0; i < call.operandCount(); i++) {
      Source source = call.operands(i).get(0).source();
      if (source.isDependent()) {
        references.add(new Dimensions.Reference(dependentName(source), call.operandShapes(i)));
      }
    }
    for (int i = 0; i < inputNames.size(); i++) {
      int input = i;
      List<Shape> shapes = recordings.stream().map(r -> r.inputs().get(input).shape()).toList();
      references.add(new Dimensions.Reference(inputNames.get(i), shapes));
    }
    return references;
  }
}
