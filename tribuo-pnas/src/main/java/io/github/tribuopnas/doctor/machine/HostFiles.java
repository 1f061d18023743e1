package io.github.tribuopnas.doctor.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the system's files tell about processor, C library and memory; Linux has these files. */
final class HostFiles {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path LIBRARIES = Path.of("/lib");
  private static final int KIBI = 1024;

  private HostFiles() {}

  static Machine.Host read() {
    List<String> processors = lines(PROCESSORS);
    String features = value(processors, "flags").or(() -> value(processors, "Features")).orElse("");
    return new Machine.Host(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        library(),
        value(processors, "model name").orElse(""),
        features.isEmpty() ? List.of() : List.of(features.split("\\s+")),
        Runtime.getRuntime().availableProcessors());
  }

  /** Returns the bytes that programs could have, but no more than there are for this process. */
  static long availableMemory(long total) {
    return value(lines(MEMORY), "MemAvailable")
        .map(text -> Long.parseLong(text.replaceFirst(" kB", "")) * KIBI)
        .map(free -> Math.min(free, total))
        .orElse(-1L);
  }

  /** Returns the value of the first line {@code name : value}. */
  static Optional<String> value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.matches(name + "\\s*:.*"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static String library() {
    if (!Files.isDirectory(LIBRARIES)) {
      return "";
    }
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      if (files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl"))) {
        return "musl";
      }
    } catch (IOException unreadable) {
      return "";
    }
    return OutputLines.of("getconf", "GNU_LIBC_VERSION").stream().findFirst().orElse("");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException unreadable) {
      // As on a system without the file.
      return List.of();
    }
  }
}
