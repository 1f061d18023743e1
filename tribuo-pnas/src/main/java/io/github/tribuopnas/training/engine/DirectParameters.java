package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * Hands out the arrays of the parameters themselves. Networks live on the device they train on, so
 * DJL's copies for several devices, and two look-ups for each parameter and step, are not needed.
 */
public final class DirectParameters extends ParameterStore {

  /**
   * Makes a store without copies.
   *
   * @param manager the manager of the device that the network lives on
   */
  public DirectParameters(NDManager manager) {
    super(manager, false);
  }

  @Override
  public NDArray getValue(Parameter parameter, Device device, boolean training) {
    return parameter.getArray();
  }
}
