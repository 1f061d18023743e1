package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/** Runs every operation and keeps its result. */
class LiveExecution implements Execution {

  /**
   * An operation that was run.
   *
   * @param name of the method
   * @param operands what its arrays are
   * @param numbers its Java arguments, in their parts
   * @param result what came out, a real array or a list of them
   * @param shapes their shapes
   * @param place where the block called it, if that was looked at
   */
  record Step(
      String name,
      List<Object> operands,
      List<Object> numbers,
      Object result,
      List<Shape> shapes,
      String place) {

    List<NDArray> arrays() {
      return arrays(result);
    }

    private static List<NDArray> arrays(Object result) {
      return result instanceof NDList list ? list : List.of((NDArray) result);
    }
  }

  private final List<Step> steps = new ArrayList<>();
  private List<Object> outputs = List.of();

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> operands, List<Object> arguments, Operation<E> operation) throws E {
    Object result = operation.run();
    List<Shape> shapes = Step.arrays(result).stream().map(NDArray::getShape).toList();
    steps.add(new Step(name, operands, Numbers.flat(arguments), result, shapes, place()));
    return result;
  }

  /** Where the block called the present operation. */
  String place() {
    return "";
  }

  @Override
  public Shape shape(NDArray real) {
    return real.getShape();
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void returned(List<Object> all) {
    outputs = all;
  }

  List<Step> steps() {
    return steps;
  }

  List<Object> outputs() {
    return outputs;
  }
}
