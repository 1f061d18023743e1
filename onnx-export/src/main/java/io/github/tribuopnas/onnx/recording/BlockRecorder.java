package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
   * Runs a block on each example.
   *
   * @param forward the block
   * @param examples the inputs; the first is required
   * @param extensions the lengths that are free
   * @return what the block did with each example that it ran with
   * @throws UnsupportedOperationException if it did what no graph can express, or branches on one
   *     of the lengths
   */
  public List<Recording> record(
      Forward forward, List<Example> examples, List<Extension> extensions) {
    Map<Integer, Run> runs = new TreeMap<>();
    try (NDManager base = managers.get()) {
      runs.put(0, first(forward, examples.get(0), base));
      for (int i = 1; i < examples.size(); i++) {
        try (NDManager manager = managers.get()) {
          int position = i;
          other(forward, examples.get(i), manager).ifPresent(run -> runs.put(position, run));
        }
      }
      List<Recording> recordings = runs.values().stream().map(Run::recording).toList();
      Paths.checkSame(recordings);
      for (Extension extension : extensions) {
        if (runs.keySet().containsAll(extension.examples())) {
          pretend(forward, extension.examples().stream().map(runs::get).toList(), extension, base);
        }
      }
      return recordings;
    }
  }

  private Run first(Forward forward, Example example, NDManager manager) {
    NDList inputs = example.inputs().apply(manager);
    try {
      return run(forward, inputs, manager);
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
      return Optional.of(run(forward, inputs, manager));
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

  private Run run(Forward forward, NDList inputs, NDManager manager) {
    LiveExecution execution = new LiveExecution();
    Recorder recorder = new Recorder(operations, names, manager, execution);
    return new Run(recorder.record(forward, inputs), inputs, execution);
  }

  private void pretend(Forward forward, List<Run> runs, Extension extension, NDManager manager) {
    List<List<LiveExecution.Step>> steps = runs.stream().map(r -> r.execution().steps()).toList();
    if (steps.stream().anyMatch(s -> s.size() != steps.get(0).size())) {
      return;
    }
    PretendedExecution pretended = new PretendedExecution(steps, extension);
    NDList inputs = runs.get(0).inputs();
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      pretended.pretend(
          inputs.get(i),
          runs.stream().map(r -> r.recording().inputs().get(input).shape()).toList());
    }
    try {
      new Recorder(operations, names, manager, pretended).record(forward, inputs);
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A block that fails on such a length fails in DJL as well, and is not exported wrongly.
      return;
    }
    pretended.finish();
  }
}
