package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records a block on several examples. What it would do at a length that none of them has is
 * extrapolated from those that differ in this length alone; the block is then run with such a
 * length, and must agree.
 */
public final class BlockRecorder {
  private final Operations operations;
  private final Map<Parameter, String> names;
  private final Supplier<NDManager> managers;

  /** A recorder with what it ran. */
  private record Run(Recording recording, NDList inputs, LiveExecution execution) {}

  /**
   * Prepares recordings.
   *
   * @param operations the operations that can be written
   * @param names the parameters of the block and their names
   * @param managers gives new managers on the engine and the device of the block
   */
  public BlockRecorder(
      Operations operations, Map<Parameter, String> names, Supplier<NDManager> managers) {
    this.operations = operations;
    this.names = names;
    this.managers = managers;
  }

  /**
   * What to record besides the first example.
   *
   * @param examples further inputs, whose positions are from 1
   * @param extensions the lengths that are free
   */
  public record Plan(List<Example> examples, List<Extension> extensions) {}

  /**
   * Runs a block on each example.
   *
   * @param forward the block, called by code that does not count
   * @param example inputs that it runs with
   * @param plan gives the others, from the whole numbers that the block holds: in its fields, in
   *     the classes that call array operations, then those in the classes that these name, without
   *     those of DJL and Java
   * @return what the block did with each example that it ran with
   * @throws UnsupportedOperationException if it did what no graph can express, or branches on one
   *     of the lengths
   */
  public List<Recording> record(Forward forward, Example example, Function<Set<Long>, Plan> plan) {
    Map<Integer, Run> runs = new TreeMap<>();
    try (NDManager base = managers.get()) {
      ObservedExecution execution = new ObservedExecution();
      NDList inputs = example.inputs().apply(base);
      runs.put(0, new Run(first(forward, inputs, base, execution), inputs, execution));
      Set<Class<?>> callers = execution.callers();
      callers.remove(forward.getClass());
      Set<Long> numbers = new LinkedHashSet<>(BlockFields.numbers(forward, callers));
      numbers.addAll(BlockCode.numbers(callers));
      Plan others = plan.apply(numbers);
      for (int i = 0; i < others.examples().size(); i++) {
        try (NDManager manager = managers.get()) {
          int position = i + 1;
          other(forward, others.examples().get(i), manager)
              .ifPresent(run -> runs.put(position, run));
        }
      }
      List<Recording> recordings = runs.values().stream().map(Run::recording).toList();
      Paths.checkSame(recordings);
      for (Extension extension : others.extensions()) {
        if (runs.keySet().containsAll(extension.examples())) {
          List<Run> same = extension.examples().stream().map(runs::get).toList();
          pretend(forward, aligned(same, extension, execution.isCut()), inputs, extension, base);
        }
      }
      return recordings;
    }
  }

  private Recording first(Forward forward, NDList inputs, NDManager manager, Execution execution) {
    try {
      return new Recorder(operations, names, manager, execution).record(forward, inputs);
    } catch (RuntimeException e) {
      if (e instanceof UnsupportedOperationException && !isOfEngine(e)) {
        throw e;
      }
      throw new UnsupportedOperationException(
          "the block itself fails on inputs of the shapes "
              + inputs.stream().map(NDArray::getShape).toList()
              + ": "
              + e.getMessage()
              + "; what DJL does not run cannot be exported",
          e);
    }
  }

  private static boolean isOfEngine(RuntimeException e) {
    return e.getStackTrace().length > 0
        && e.getStackTrace()[0].getClassName().startsWith("ai.djl.");
  }

  private Optional<Run> other(Forward forward, Example example, NDManager manager) {
    NDList inputs = example.inputs().apply(manager);
    try {
      LiveExecution execution = new LiveExecution();
      Recorder recorder = new Recorder(operations, names, manager, execution);
      return Optional.of(new Run(recorder.record(forward, inputs), inputs, execution));
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!example.isRequired()) {
        return Optional.empty();
      }
      throw new UnsupportedOperationException(
          "the block fails on inputs of the shapes "
              + inputs.stream().map(NDArray::getShape).toList()
              + ": "
              + e.getMessage()
              + "; a free axis may have any length, or any multiple of the step that optFreeAxis is"
              + " given; where a block has a longest length, export it at less than half of that",
          e);
    }
  }

  private static AlignedRuns aligned(List<Run> runs, Extension extension, boolean isCut) {
    List<LiveExecution> executions = runs.stream().map(Run::execution).toList();
    int steps = executions.get(0).steps().size();
    if (executions.stream().anyMatch(e -> e.steps().size() != steps)) {
      throw new UnsupportedOperationException(
          "the block makes another number of constants for other "
              + extension.plural()
              + "; a graph has a fixed number of operations: make them with one (arange,"
              + " broadcast)");
    }
    return AlignedRuns.of(
        executions, runs.get(0).inputs(), runs.stream().map(Run::recording).toList(), isCut);
  }

  private void pretend(
      Forward forward, AlignedRuns aligned, NDList inputs, Extension extension, NDManager manager) {
    for (long length : extension.targets()) {
      pretend(forward, inputs, aligned, new Extension.Target(extension, length), manager);
    }
  }

  private void pretend(
      Forward forward,
      NDList inputs,
      AlignedRuns runs,
      Extension.Target target,
      NDManager manager) {
    PretendedExecution pretended = new PretendedExecution(runs, target);
    try {
      new Recorder(operations, names, manager, pretended).record(forward, inputs);
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      // A block that fails on such a length fails in DJL as well, and is not exported wrongly.
      return;
    }
  }
}
