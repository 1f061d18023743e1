package io.github.tribuopnas.training.engine;

import ai.djl.Device;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The GPUs that a process sees. CUDA numbers them from 0 in each process; from outside they are
 * told apart by their names in {@code CUDA_VISIBLE_DEVICES}.
 *
 * @param names the names that the process was given, in their order; empty if it sees all GPUs by
 *     their own numbers
 */
public record VisibleGpus(List<String> names) {

  /** The variable that tells a process which GPUs it sees. */
  public static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /**
   * Copies the list.
   *
   * @param names the names that the process was given, in their order; empty if it sees all GPUs by
   *     their own numbers
   */
  public VisibleGpus {
    names = List.copyOf(names);
  }

  /**
   * Returns those of this process.
   *
   * @return what {@link #VARIABLE} says here
   */
  public static VisibleGpus here() {
    return of(System.getenv(VARIABLE));
  }

  static VisibleGpus of(String variable) {
    return new VisibleGpus(
        variable == null
            ? List.of()
            : Stream.of(variable.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList());
  }

  /**
   * Returns the name of a GPU.
   *
   * @param number its number in the process, from 0
   * @return what {@link #VARIABLE} of another process would call it
   */
  public String name(int number) {
    return number < names.size() ? names.get(number) : Integer.toString(number);
  }

  /**
   * Returns the number of a GPU.
   *
   * @param name what {@link #VARIABLE} of another process would call it
   * @return its number in this process, from 0; empty if this process does not see it
   */
  public OptionalInt number(String name) {
    int place =
        names.isEmpty() && name.matches("\\d{1,3}") ? Integer.parseInt(name) : names.indexOf(name);
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /**
   * Returns the name of a device.
   *
   * @param device the CPU or a GPU of the process
   * @return {@code cpu}, or {@code gpu:} and the GPU's name
   */
  public String name(Device device) {
    return device.isGpu() ? "gpu:" + name(device.getDeviceId()) : "cpu";
  }
}
