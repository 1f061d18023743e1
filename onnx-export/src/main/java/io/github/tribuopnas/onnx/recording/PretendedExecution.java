package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Returns the results of an earlier run, but tells the block that the batch or another free axis
 * has another length. Nothing is computed, so this costs nothing; a block that branches on the
 * length takes another path, or passes other arrays or arguments, and is detected.
 */
final class PretendedExecution implements Execution {
  private final AlignedRuns runs;
  private final Extension.Target target;
  private final Map<NDArray, Shape> shapes = new IdentityHashMap<>();
  private int next;

  /**
   * @param runs what the block did with each of the known lengths
   * @param target the length that it is told of
   */
  PretendedExecution(AlignedRuns runs, Extension.Target target) {
    this.runs = runs;
    this.target = target;
  }

  private Shape extended(List<Shape> known) {
    long[] dims = new long[known.get(0).dimension()];
    for (int i = 0; i < dims.length; i++) {
      int axis = i;
      // Where a shorter one has more, the values decide how many there are.
      dims[i] =
          Math.max(0, Math.round(extended(known.stream().mapToDouble(s -> s.get(axis)).toArray())));
    }
    return new Shape(dims);
  }

  /** What a number of the runs would be in this one. */
  private double extended(double[] values) {
    boolean same = Arrays.stream(values).allMatch(v -> v == values[0]);
    return same ? values[0] : target.at(values);
  }

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> operands, List<Object> arguments, Operation<E> operation) {
    if (next == runs.steps().size() || !runs.steps().get(next).name().equals(name)) {
      throw refused(name, "is called for some " + target.plural() + " only");
    }
    AlignedRuns.Step step = runs.steps().get(next++);
    if (!agree(step.numbers(), Numbers.flat(arguments))) {
      throw refused(name, "has other arguments for a " + target.singular());
    }
    if (!areSame(step.operands(), operands)) {
      throw refused(name, "takes other arrays for a " + target.singular());
    }
    return step.result();
  }

  @Override
  public void returned(List<Object> outputs) {
    if (next < runs.steps().size()) {
      AlignedRuns.Step left = runs.steps().get(next);
      throw refused(left.name(), "is called for some " + target.plural() + " only", left.place());
    }
    if (!areSame(runs.outputs(), outputs)) {
      throw refused("forward", "returns other arrays for a " + target.singular(), "");
    }
  }

  private boolean areSame(List<List<Object>> given, List<Object> mine) {
    if (given.stream().anyMatch(g -> g.size() != mine.size())) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      int position = i;
      if (!isSame(mine.get(i), given.stream().map(g -> g.get(position)).toList())) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(Object mine, List<Object> given) {
    Object first = given.get(0);
    if (mine instanceof Source || first instanceof Source) {
      return first.equals(mine);
    }
    if (mine instanceof RecordingArray.Plain plain
        && given.stream().allMatch(g -> g instanceof RecordingArray.Plain)) {
      List<Shape> known = given.stream().map(g -> ((RecordingArray.Plain) g).shape()).toList();
      boolean varies = !known.stream().allMatch(known.get(0)::equals);
      return varies
          ? known.stream().allMatch(s -> s.dimension() == known.get(0).dimension())
              && extended(known).equals(plain.shape())
          : haveSameValues(((RecordingArray.Plain) first).array(), plain.array());
    }
    return mine instanceof NDArray a && first instanceof NDArray b && haveSameValues(a, b);
  }

  private static boolean haveSameValues(NDArray a, NDArray b) {
    return a == b || a.getShape().equals(b.getShape()) && Tensor.of(a).equals(Tensor.of(b));
  }

  private boolean agree(List<List<Object>> given, List<Object> mine) {
    if (given.stream().anyMatch(g -> g.size() != mine.size())) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      int position = i;
      Object own = mine.get(i);
      // Nearly all numbers are the same in every run.
      boolean isFixed = given.stream().allMatch(g -> Objects.equals(g.get(position), own));
      if (!isFixed
          && !agree(own, Arrays.asList(given.stream().map(g -> g.get(position)).toArray()))) {
        return false;
      }
    }
    return true;
  }

  private boolean agree(@Nullable Object mine, List<@Nullable Object> given) {
    if (mine instanceof Number number && given.stream().allMatch(g -> g instanceof Number)) {
      double[] known = given.stream().mapToDouble(g -> ((Number) g).doubleValue()).toArray();
      return Arrays.stream(NumberForm.values())
          .anyMatch(form -> agree(form, number.doubleValue(), known));
    }
    if (given.get(0) instanceof Numbers.Values first && !given.stream().allMatch(first::equals)) {
      // What follows from a length is compared as a constant.
      return mine instanceof Numbers.Values values && goesOn(values, given);
    }
    return String.valueOf(given.get(0)).equals(String.valueOf(mine));
  }

  /** Whether numbers that count in each run do so in this one. */
  private static boolean goesOn(Numbers.Values mine, List<@Nullable Object> given) {
    List<Progression> known = new ArrayList<>();
    for (Object values : given) {
      if (values instanceof Numbers.Values data) {
        data.progression().ifPresent(known::add);
      }
    }
    boolean isCounted = known.size() == given.size() && known.stream().allMatch(known.get(0)::fits);
    return !isCounted || mine.progression().filter(known.get(0)::fits).isPresent();
  }

  /** Whether what a number follows from is a polynomial of the length. */
  private boolean agree(NumberForm form, double mine, double[] known) {
    double expected = extended(Arrays.stream(known).map(form::base).toArray());
    double found = form.base(mine);
    return Double.compare(expected, found) == 0
        || Math.abs(expected - found) <= 1e-6 * Math.abs(expected);
  }

  private UnsupportedOperationException refused(String name, String why) {
    return refused(name, why, Place.ofCaller());
  }

  private UnsupportedOperationException refused(String name, String why, String place) {
    return new UnsupportedOperationException(
        name
            + " "
            + why
            + (place.isEmpty() ? "" : ", " + place)
            + "; the block branches on "
            + target.what()
            + ", or computes a number of its own each time; a graph has one path for all: branch"
            + " with array operations (where, clip), and loop a fixed number of times");
  }

  @Override
  public Shape shape(NDArray real) {
    List<Shape> known = runs.shapes().get(real);
    return known == null || runs.isCut() && Place.isHarmlessCut()
        ? real.getShape()
        : shapes.computeIfAbsent(real, array -> extended(known));
  }

  @Override
  public boolean isLive() {
    return false;
  }
}
