package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands the results of an earlier run out again, but tells the block that the batch is a large one.
 * Nothing is computed, so a large batch costs nothing; a block that branches on the size of its
 * batch takes another path than before, or gives other arguments, and is found out.
 */
final class PretendedExecution implements Execution {
  /** Even, a multiple of all numbers to 12, and beyond any batch that a block might branch at. */
  static final long BATCH = 27_720;

  /** Normalizes each row alike when it does not train, however it cuts the batch. */
  private static final String HARMLESS = "ai.djl.nn.norm.GhostBatchNorm";

  private final List<LiveExecution.Step> steps;
  private final List<LiveExecution.Step> others;
  private final long batch;
  private final long otherBatch;
  private final Map<NDArray, Shape> shapes = new IdentityHashMap<>();
  private int next;

  /**
   * @param steps what the earlier run did
   * @param batch its batch
   * @param others what a run with another batch did, step by step the same
   * @param otherBatch the batch of that run
   */
  PretendedExecution(
      List<LiveExecution.Step> steps,
      long batch,
      List<LiveExecution.Step> others,
      long otherBatch) {
    this.steps = steps;
    this.others = others;
    this.batch = batch;
    this.otherBatch = otherBatch;
    for (int i = 0; i < steps.size(); i++) {
      List<NDArray> arrays = steps.get(i).arrays();
      for (int j = 0; j < arrays.size(); j++) {
        pretend(arrays.get(j), steps.get(i).shapes().get(j), others.get(i).shapes().get(j));
      }
    }
  }

  /** Takes the shape of an array from its shapes in the two runs. */
  void pretend(NDArray array, Shape shape, Shape other) {
    if (shape.dimension() != other.dimension()) {
      return;
    }
    long[] dims = shape.getShape().clone();
    for (int i = 0; i < dims.length; i++) {
      // Where a smaller batch has more, the values decide how many there are.
      dims[i] = Math.max(0, Math.round(extended(dims[i], other.get(i))));
    }
    shapes.put(array, new Shape(dims));
  }

  /** What a number that was {@code a} and {@code b} in the two runs would be in this one. */
  private double extended(double a, double b) {
    return a == b ? a : a + (b - a) * (BATCH - batch) / (otherBatch - batch);
  }

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> arguments, Operation<E> operation) {
    if (next == steps.size() || !steps.get(next).name().equals(name)) {
      throw refused(name, "is called for some batches only");
    }
    LiveExecution.Step step = steps.get(next);
    LiveExecution.Step other = others.get(next);
    next++;
    if (!agree(step.arguments(), other.arguments(), arguments)) {
      throw refused(name, "has other arguments for a large batch");
    }
    return step.result();
  }

  void finish() {
    if (next < steps.size()) {
      throw refused(steps.get(next).name(), "is called for some batches only");
    }
  }

  private boolean agree(List<Object> a, List<Object> b, List<Object> mine) {
    List<Object> first = Numbers.flat(a);
    List<Object> second = Numbers.flat(b);
    List<Object> third = Numbers.flat(mine);
    if (first.size() != third.size() || second.size() != third.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!agree(first.get(i), second.get(i), third.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean agree(Object a, Object b, Object mine) {
    if (a instanceof Number x && b instanceof Number y && mine instanceof Number z) {
      double expected = extended(x.doubleValue(), y.doubleValue());
      double found = z.doubleValue();
      return Double.compare(expected, found) == 0
          || Math.abs(expected - found) <= 1e-6 * Math.abs(expected);
    }
    return String.valueOf(a).equals(String.valueOf(mine));
  }

  private static UnsupportedOperationException refused(String name, String why) {
    return new UnsupportedOperationException(
        name
            + " "
            + why
            + ", "
            + Place.ofCaller()
            + "; the block branches on the size of its batch; a graph has one path for every batch:"
            + " branch with array operations (where, clip), and loop a fixed number of times");
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
