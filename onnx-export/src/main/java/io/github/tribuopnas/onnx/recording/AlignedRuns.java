package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a block did with examples that differ in one length, step by step beside each other.
 *
 * @param steps the steps of all runs
 * @param outputs what the arrays are that each run returned
 * @param shapes the shapes in each run of the arrays of the first, where they have the same rank
 * @param isCut whether a layer cut the batch that may do so in any way
 */
record AlignedRuns(
    List<Step> steps, List<List<Object>> outputs, Map<NDArray, List<Shape>> shapes, boolean isCut) {

  /**
   * A step of all runs.
   *
   * @param name of the method
   * @param operands what its arrays are, in each run
   * @param numbers its Java arguments in their parts, in each run
   * @param result what came out in the first
   * @param place where the block called it
   */
  record Step(
      String name,
      List<List<Object>> operands,
      List<List<Object>> numbers,
      Object result,
      String place) {

    private static Step of(List<LiveExecution.Step> same) {
      return new Step(
          same.get(0).name(),
          same.stream().map(LiveExecution.Step::operands).toList(),
          same.stream().map(LiveExecution.Step::numbers).toList(),
          same.get(0).result(),
          same.get(0).place());
    }
  }

  /**
   * Puts runs beside each other.
   *
   * @param executions the runs, each of as many steps
   * @param inputs those of the first
   * @param recordings of the runs
   * @param isCut whether a layer cut the batch that may do so in any way
   */
  static AlignedRuns of(
      List<LiveExecution> executions, NDList inputs, List<Recording> recordings, boolean isCut) {
    Map<NDArray, List<Shape>> shapes = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      int input = i;
      add(inputs.get(i), recordings.stream().map(r -> r.inputs().get(input).shape()), shapes);
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < executions.get(0).steps().size(); i++) {
      int position = i;
      List<LiveExecution.Step> same =
          executions.stream().map(execution -> execution.steps().get(position)).toList();
      steps.add(Step.of(same));
      List<NDArray> arrays = same.get(0).arrays();
      for (int j = 0; j < arrays.size(); j++) {
        int output = j;
        add(arrays.get(j), same.stream().map(step -> step.shapes().get(output)), shapes);
      }
    }
    return new AlignedRuns(
        steps, executions.stream().map(LiveExecution::outputs).toList(), shapes, isCut);
  }

  private static void add(NDArray array, Stream<Shape> ofRuns, Map<NDArray, List<Shape>> shapes) {
    List<Shape> known = ofRuns.toList();
    if (known.stream().allMatch(shape -> shape.dimension() == known.get(0).dimension())) {
      shapes.put(array, known);
    }
  }
}
