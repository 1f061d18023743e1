package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Runs every operation and keeps its result. */
final class LiveExecution implements Execution {

  /**
   * An operation that was run.
   *
   * @param name of the method
   * @param arguments its Java arguments
   * @param result what came out, a real array or a list of them
   * @param shapes their shapes
   */
  record Step(String name, List<Object> arguments, Object result, List<Shape> shapes) {

    List<NDArray> arrays() {
      return result instanceof NDList list ? list : List.of((NDArray) result);
    }
  }

  private final List<Step> steps = new ArrayList<>();

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> arguments, Operation<E> operation) throws E {
    Object result = operation.run();
    Step step = new Step(name, arguments, result, List.of());
    List<Shape> shapes = step.arrays().stream().map(NDArray::getShape).toList();
    steps.add(new Step(name, arguments, result, shapes));
    return result;
  }

  @Override
  public Shape shape(NDArray real) {
    return real.getShape();
  }

  @Override
  public boolean writes() {
    return true;
  }

  List<Step> steps() {
    return steps;
  }
}
