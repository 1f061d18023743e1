package io.github.tribuopnas.cli;

import ai.djl.Device;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.io.PrintWriter;

/** Finds out which device a command trains on before it does anything else. */
final class Devices {

  private Devices() {}

  /**
   * Returns the device that was asked for, or what {@code auto} comes to here, which it tells if it
   * is the CPU.
   *
   * @param options checked here
   * @param messages takes that
   * @throws IllegalStateException if a GPU was asked for that is not there
   */
  static DeviceOptions resolved(DeviceOptions options, PrintWriter messages) {
    options.postConfig();
    DeviceChoice choice = options.choice();
    Device first = choice.resolve(messages::println);
    if (choice.kind() != DeviceChoice.Kind.AUTO) {
      return options;
    }
    return options.withDevice(first.isGpu() ? DeviceChoice.GPU : DeviceChoice.of(first));
  }
}
