package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Records a block on several examples. The first two differ in their batch alone, and are followed
 * by one in name only: the first one again, with the block told of a large batch.
 */
public final class BlockRecorder {
  private final Operations operations;
  private final Map<Parameter, String> names;
  private final Supplier<NDManager> managers;

  /** A recorder with what it ran. */
  private record Run(Recording recording, NDList inputs, LiveExecution execution) {

    long batch() {
      return inputs.head().getShape().get(0);
    }
  }

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
   * @param examples make the inputs; the first two differ in their batch alone
   * @return what the block did with each
   * @throws UnsupportedOperationException if it did what no graph can express, or branches on the
   *     size of its batch
   */
  public List<Recording> record(Forward forward, List<Function<NDManager, NDList>> examples) {
    List<Recording> recordings = new ArrayList<>();
    try (NDManager first = managers.get();
        NDManager second = managers.get()) {
      Run one = run(forward, examples.get(0), first);
      Run other = run(forward, examples.get(1), second);
      recordings.add(one.recording());
      recordings.add(other.recording());
      Paths.checkSame(recordings);
      pretend(forward, one, other, first);
    }
    for (Function<NDManager, NDList> example : examples.subList(2, examples.size())) {
      try (NDManager manager = managers.get()) {
        recordings.add(other(forward, example.apply(manager), manager));
      }
    }
    Paths.checkSame(recordings);
    return recordings;
  }

  private Run run(Forward forward, Function<NDManager, NDList> example, NDManager manager) {
    return run(forward, example.apply(manager), manager);
  }

  private Recording other(Forward forward, NDList inputs, NDManager manager) {
    try {
      return run(forward, inputs, manager).recording();
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnsupportedOperationException(
          "the block fails on inputs of the shapes "
              + inputs.stream().map(NDArray::getShape).toList()
              + ": "
              + e.getMessage()
              + "; a free axis may have any length, or any multiple of the step that optFreeAxis is"
              + " given",
          e);
    }
  }

  private Run run(Forward forward, NDList inputs, NDManager manager) {
    LiveExecution execution = new LiveExecution();
    Recorder recorder = new Recorder(operations, names, manager, execution);
    return new Run(recorder.record(forward, inputs), inputs, execution);
  }

  private void pretend(Forward forward, Run one, Run other, NDManager manager) {
    List<LiveExecution.Step> steps = one.execution().steps();
    List<LiveExecution.Step> others = other.execution().steps();
    if (steps.size() != others.size() || one.batch() == other.batch()) {
      return;
    }
    PretendedExecution pretended =
        new PretendedExecution(steps, one.batch(), others, other.batch());
    for (int i = 0; i < one.inputs().size(); i++) {
      NDArray input = one.inputs().get(i);
      pretended.pretend(input, input.getShape(), other.inputs().get(i).getShape());
    }
    try {
      new Recorder(operations, names, manager, pretended).record(forward, one.inputs());
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A block that fails on such a batch fails in DJL as well, and is not exported wrongly.
      return;
    }
    pretended.finish();
  }
}
