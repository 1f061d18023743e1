package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Returns the results of an earlier run, but tells the block that the batch or another free axis is
 * long. Nothing is computed, so this costs nothing; a block that branches on the length takes
 * another path, or passes other arguments, and is detected.
 */
final class PretendedExecution implements Execution {
  /** Normalizes each row alike when it does not train, however it cuts the batch. */
  private static final String HARMLESS = "ai.djl.nn.norm.GhostBatchNorm";

  private final List<List<LiveExecution.Step>> runs;
  private final Extension extension;
  private final Map<NDArray, Shape> shapes = new IdentityHashMap<>();
  private int next;

  /**
   * @param runs what the block did, step by step the same, with each of the lengths
   * @param extension the lengths
   */
  PretendedExecution(List<List<LiveExecution.Step>> runs, Extension extension) {
    this.runs = runs;
    this.extension = extension;
    for (int i = 0; i < runs.get(0).size(); i++) {
      List<NDArray> arrays = runs.get(0).get(i).arrays();
      for (int j = 0; j < arrays.size(); j++) {
        int step = i;
        int output = j;
        pretend(arrays.get(j), runs.stream().map(r -> r.get(step).shapes().get(output)).toList());
      }
    }
  }

  /** Takes the shape of an array from its shapes in the runs. */
  void pretend(NDArray array, List<Shape> known) {
    if (known.stream().anyMatch(s -> s.dimension() != known.get(0).dimension())) {
      return;
    }
    long[] dims = new long[known.get(0).dimension()];
    for (int i = 0; i < dims.length; i++) {
      int axis = i;
      // Where a shorter one has more, the values decide how many there are.
      dims[i] =
          Math.max(0, Math.round(extended(known.stream().mapToDouble(s -> s.get(axis)).toArray())));
    }
    shapes.put(array, new Shape(dims));
  }

  /** What a number of the runs would be in this one. */
  private double extended(double[] values) {
    boolean same = Arrays.stream(values).allMatch(v -> v == values[0]);
    return same ? values[0] : extension.at(values);
  }

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> arguments, Operation<E> operation) {
    List<LiveExecution.Step> steps = runs.get(0);
    if (next == steps.size() || !steps.get(next).name().equals(name)) {
      throw refused(name, "is called for some " + extension.plural() + " only");
    }
    int step = next++;
    List<List<Object>> given =
        runs.stream().map(r -> Numbers.flat(r.get(step).arguments())).toList();
    if (!agree(given, Numbers.flat(arguments))) {
      throw refused(name, "has other arguments for a " + extension.singular());
    }
    return steps.get(step).result();
  }

  void finish() {
    if (next < runs.get(0).size()) {
      throw refused(
          runs.get(0).get(next).name(), "is called for some " + extension.plural() + " only");
    }
  }

  private boolean agree(List<List<Object>> given, List<Object> mine) {
    if (given.stream().anyMatch(g -> g.size() != mine.size())) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      int position = i;
      if (!agree(mine.get(i), Arrays.asList(given.stream().map(g -> g.get(position)).toArray()))) {
        return false;
      }
    }
    return true;
  }

  private boolean agree(@Nullable Object mine, List<@Nullable Object> given) {
    if (mine instanceof Number number && given.stream().allMatch(g -> g instanceof Number)) {
      double[] known = given.stream().mapToDouble(g -> ((Number) g).doubleValue()).toArray();
      double expected = extended(known);
      double found = number.doubleValue();
      return Double.compare(expected, found) == 0
          || Math.abs(expected - found) <= 1e-6 * Math.abs(expected);
    }
    return String.valueOf(given.get(0)).equals(String.valueOf(mine));
  }

  private UnsupportedOperationException refused(String name, String why) {
    return new UnsupportedOperationException(
        name
            + " "
            + why
            + ", "
            + Place.ofCaller()
            + "; the block branches on "
            + extension.what()
            + ", or computes a number of its own each time; a graph has one path for all: branch"
            + " with array operations (where, clip), and loop a fixed number of times");
  }

  @Override
  public Shape shape(NDArray real) {
    Shape pretended = shapes.get(real);
    return pretended == null || Place.isWithin(HARMLESS) ? real.getShape() : pretended;
  }

  @Override
  public boolean writes() {
    return false;
  }
}
