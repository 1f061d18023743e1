package io.github.tribuopnas.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system (Linux) says about this process's memory. */
public final class ProcessMemory {

  private static final int KIBI = 1024;

  private ProcessMemory() {}

  /**
   * Returns the memory that is held now.
   *
   * @return bytes
   * @throws IOException if the system does not tell
   */
  public static long resident() throws IOException {
    return read("VmRSS:");
  }

  /**
   * Returns the most memory that was held at once since {@link #forgetPeak}.
   *
   * @return bytes
   * @throws IOException if the system does not tell
   */
  public static long peak() throws IOException {
    return read("VmHWM:");
  }

  /**
   * Lets the peak begin anew.
   *
   * @throws IOException if the system does not allow it
   */
  public static void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  private static long read(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name)) {
        return KIBI * Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("/proc/self/status has no " + name);
  }
}
