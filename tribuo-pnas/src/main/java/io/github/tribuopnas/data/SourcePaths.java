package io.github.tribuopnas.data;

import java.nio.file.Path;

/** Names that come from the path of an image source. */
final class SourcePaths {

  private SourcePaths() {}

  /** Returns the last name of a path, without the endings of data files. */
  static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "images" : last.toString();
    return name.replaceFirst("(?i)(\\.(csv|tar|tgz|gz|bin))+$", "");
  }
}
