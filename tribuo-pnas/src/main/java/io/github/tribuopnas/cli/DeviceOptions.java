package io.github.tribuopnas.cli;

import ai.djl.Device;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.io.PrintWriter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of a command about where it trains. */
final class DeviceOptions {

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu|gpu:N",
      description =
          "Where networks are trained: auto is the GPUs that PyTorch can use, or the CPU if there is"
              + " none; gpu:N is that GPU alone. Worker processes take the GPUs in turn, all else is"
              + " trained on the first. See docs/gpu.md.",
      converter = Converter.class)
  private DeviceChoice device = DeviceChoice.AUTO;

  /** Reads a device. */
  static final class Converter implements ITypeConverter<DeviceChoice> {
    @Override
    public DeviceChoice convert(String text) {
      try {
        return DeviceChoice.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /**
   * Returns the device that was asked for, or what {@code auto} comes to here, which it tells if it
   * is the CPU.
   *
   * @param messages takes that
   * @throws IllegalStateException if a GPU was asked for that is not there
   */
  DeviceChoice choice(PrintWriter messages) {
    Device first = device.resolve(messages::println);
    if (device.kind() != DeviceChoice.Kind.AUTO) {
      return device;
    }
    return first.isGpu() ? DeviceChoice.GPU : DeviceChoice.of(first);
  }
}
