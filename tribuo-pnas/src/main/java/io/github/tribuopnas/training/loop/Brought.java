package io.github.tribuopnas.training.loop;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;

/**
 * An array on the device where it is needed.
 *
 * @param array the array that was brought, or a copy of it
 * @param isCopy whether it is a copy, which is freed on closing
 */
record Brought(NDArray array, boolean isCopy) implements AutoCloseable {

  static Brought to(Device device, NDArray array) {
    NDArray there = array.toDevice(device, false);
    return new Brought(there, there != array);
  }

  @Override
  public void close() {
    if (isCopy) {
      array.close();
    }
  }
}
