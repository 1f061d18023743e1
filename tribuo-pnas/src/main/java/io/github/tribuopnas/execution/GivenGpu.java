package io.github.tribuopnas.execution;

import java.util.Optional;

/** What the record of a trial says of its device. */
public final class GivenGpu {

  private GivenGpu() {}

  /**
   * Returns the device's name; where a process did not train on the GPU that was set apart for it,
   * that GPU stands behind.
   *
   * @param trainedOn {@code cpu}, or {@code gpu:} and a name
   * @param given the GPU that was set apart
   * @return the name, such as {@code cpu (GPU 1)}
   */
  public static String device(String trainedOn, Optional<String> given) {
    return given
        .filter(gpu -> !trainedOn.equals("gpu:" + gpu))
        .map(gpu -> trainedOn + " (GPU " + gpu + ")")
        .orElse(trainedOn);
  }
}
