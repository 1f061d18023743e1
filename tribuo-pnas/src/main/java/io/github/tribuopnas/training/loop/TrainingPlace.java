package io.github.tribuopnas.training.loop;

import ai.djl.Device;
import java.util.List;

/**
 * Where a network is trained.
 *
 * @param devices the CPU, a GPU, or several GPUs; at least one
 * @param threads how many train it together, each a part of every batch, and take the devices in
 *     turn; at least 1
 * @param imageBytes how much of the first device's memory the training images may have; if they
 *     need more, each batch is made in this program's memory
 */
record TrainingPlace(List<Device> devices, int threads, long imageBytes) {

  TrainingPlace {
    devices = List.copyOf(devices);
  }

  /** Returns where the network is, and what belongs to it. */
  Device first() {
    return devices.get(0);
  }

  /** Returns how many copies of the network train together. */
  int replicas(int batchSize) {
    return Replicas.number(threads, batchSize);
  }

  /** Returns where a copy of the network is. */
  Device of(int replica) {
    return devices.get(replica % devices.size());
  }
}
