package io.github.tribuopnas.training.engine;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.options.OptionGroup;
import picocli.CommandLine.Option;

/** Where networks are trained. */
public final class DeviceOptions extends OptionGroup<DeviceOptions> {

  private static final String DEVICE =
      "Where networks are trained: auto (the GPUs that PyTorch can use, or else the CPU), cpu, gpu"
          + " or gpu:N (that GPU alone). Worker processes take the GPUs in turn; everything else"
          + " runs on the first. See docs/gpu.md.";

  @Config(description = DEVICE)
  @Option(names = "--device", paramLabel = "auto|cpu|gpu|gpu:N", description = DEVICE)
  private String device = DeviceChoice.AUTO.toString();

  /** Starts from the defaults. */
  public DeviceOptions() {}

  /**
   * Returns these options with another device.
   *
   * @param choice the device; a GPU that is absent ends a search before it begins
   * @return the changed copy
   */
  public DeviceOptions withDevice(DeviceChoice choice) {
    return with(copy -> copy.device = choice.toString());
  }

  @Override
  protected void check() {
    check("device", this::choice);
  }

  /**
   * Returns the choice.
   *
   * @return the device as it was asked for
   */
  public DeviceChoice choice() {
    return DeviceChoice.parse(device);
  }
}
