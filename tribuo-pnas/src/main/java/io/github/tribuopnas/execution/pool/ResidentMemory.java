package io.github.tribuopnas.execution.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that this process holds, native memory included. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "VmRSS:";
  private static final int KIBI = 1024;

  private ResidentMemory() {}

  /** Returns the bytes, or 0 on a system that does not tell. */
  static long bytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBI)
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      // As on a system that does not tell.
      return 0;
    }
  }
}
