package io.github.tribuopnas.cli;

import ai.djl.Device;
import io.github.tribuopnas.doctor.EngineLibrary;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.DeviceOptions;
import io.github.tribuopnas.training.engine.Precision;
import java.io.PrintWriter;

/** Finds out which device a command trains on before it does anything else. */
final class Devices {

  private Devices() {}

  /**
   * Returns the device that was asked for, or what {@code auto} resolves to here, and reports if
   * that is the CPU.
   *
   * @param options checked here
   * @param messages takes that
   * @throws IllegalStateException if a GPU was asked for that is not there, or a PyTorch was named
   *     that does not fit
   */
  static DeviceOptions resolved(DeviceOptions options, PrintWriter messages) {
    options.postConfig();
    EngineLibrary.require();
    DeviceChoice choice = options.choice();
    Device first = choice.resolve(messages::println);
    if (choice.kind() != DeviceChoice.Kind.AUTO) {
      return options;
    }
    return options.withDevice(first.isGpu() ? DeviceChoice.GPU : DeviceChoice.of(first));
  }

  /**
   * Reports in which numbers layers are computed, unless it is single precision.
   *
   * @param options as {@link #resolved} returned them
   * @param precision what was asked for
   * @param messages takes that
   * @throws IllegalArgumentException if the device does not have the precision
   */
  static void tell(DeviceOptions options, Precision precision, PrintWriter messages) {
    Device first = options.choice().resolve(notice -> {});
    Precision decided = precision.on(first);
    if (decided != Precision.FLOAT32) {
      messages.println(
          "layers are computed in "
              + decided.text()
              + " on the "
              + (first.isGpu() ? "GPU" : "CPU")
              + "; --precision float32 computes them in single precision");
    }
  }
}
