package io.github.tribuopnas.benchmarks.lines;

import java.nio.file.Path;

/** Names of the files that an experiment writes beside its CSV. */
public final class FileBeside {

  private static final String CSV = ".csv";

  private FileBeside() {}

  /**
   * Returns the path of a file beside a CSV.
   *
   * @param csv the CSV
   * @param ending what stands in place of {@code .csv}, or behind the name where it has no such
   *     ending
   * @return the path
   */
  public static Path of(Path csv, String ending) {
    String name = csv.getFileName().toString();
    String stem = name.endsWith(CSV) ? name.substring(0, name.length() - CSV.length()) : name;
    return csv.resolveSibling(stem + ending);
  }
}
