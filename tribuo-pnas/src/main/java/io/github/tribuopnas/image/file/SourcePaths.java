package io.github.tribuopnas.image.file;

import io.github.tribuopnas.base.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Names that come from the path of an image source. */
public final class SourcePaths {

  private SourcePaths() {}

  /**
   * Returns the last name of a path, without the endings of data files.
   *
   * @param path the path of a source
   * @return a short name
   */
  public static String name(Path path) {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "images" : last.toString();
    return name.replaceFirst("(?i)(\\.(csv|tar|tgz|gz|bin))+$", "");
  }

  /**
   * Refuses a path in a folder that is a link to somewhere else.
   *
   * @param folder the folder
   * @param path a path in it
   * @return the same path
   * @throws IOException if it leads out of the folder, or does not exist
   */
  public static Path inside(Path folder, Path path) throws IOException {
    if (!path.toRealPath().startsWith(folder.toRealPath())) {
      throw Failures.leadsOut(path, folder);
    }
    return path;
  }

  /**
   * Returns the first of several files that a directory has.
   *
   * @param directory the directory
   * @param names names of files, best first
   * @return the file; empty if there is none
   */
  public static Optional<Path> find(Path directory, List<String> names) {
    return names.stream().map(directory::resolve).filter(Files::isRegularFile).findFirst();
  }
}
