package io.github.tribuopnas.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * Hands parameters out without their gradients. Gradient mode is on by default on every thread but
 * the one that loaded the engine, and would build a graph of the whole run.
 */
final class DetachedParameterStore extends ParameterStore {

  DetachedParameterStore(NDManager manager) {
    super(manager, false);
  }

  @Override
  public @Nullable NDArray getValue(
      @Nullable Parameter parameter, Device device, boolean training) {
    if (parameter == null) {
      return null;
    }
    NDArray detached = parameter.getArray().stopGradient();
    detached.attach(getManager());
    return detached;
  }
}
