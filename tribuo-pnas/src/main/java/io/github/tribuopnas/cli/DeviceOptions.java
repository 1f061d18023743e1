package io.github.tribuopnas.cli;

import io.github.tribuopnas.training.DeviceChoice;
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
          "Where networks are trained: on the first GPU if there is one that PyTorch can use, the"
              + " CPU, a GPU, or the GPU of that number. See docs/gpu.md.",
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
   * Returns the device that was asked for, or what {@code auto} comes to here, which it tells.
   *
   * @param messages takes that
   * @throws IllegalStateException if a GPU was asked for that is not there
   */
  DeviceChoice choice(PrintWriter messages) {
    return DeviceChoice.of(device.resolve(messages::println));
  }
}
