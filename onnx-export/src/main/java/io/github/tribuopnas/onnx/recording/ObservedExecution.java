package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The first run, which also tells whose code ran: to look takes longer than a small operation. */
final class ObservedExecution extends LiveExecution {
  private final Set<Class<?>> callers = new LinkedHashSet<>();
  private boolean isCut;

  @Override
  public <E extends Throwable> Object run(
      String name, List<Object> operands, List<Object> arguments, Operation<E> operation) throws E {
    callers.addAll(Place.callers());
    return super.run(name, operands, arguments, operation);
  }

  @Override
  public Shape shape(NDArray real) {
    callers.addAll(Place.callers());
    isCut = isCut || Place.isHarmlessCut();
    return super.shape(real);
  }

  @Override
  String place() {
    return Place.ofCaller();
  }

  /** The classes whose code called operations. */
  Set<Class<?>> callers() {
    return callers;
  }

  /** Whether a layer cut the batch that may do so in any way. */
  boolean isCut() {
    return isCut;
  }
}
