package io.github.tribuopnas.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The PyTorch that the engine would load. */
public final class EngineLibrary {

  private static final List<String> NAMES =
      List.of(LibraryCheck.PATH, "PYTORCH_VERSION", "PYTORCH_FLAVOR");

  private EngineLibrary() {}

  /**
   * Refuses a PyTorch that is not there or would crash this process, by its files and without
   * loading it. It is named by environment variables or, as for the engine, by system properties.
   *
   * @throws IllegalStateException if it does not fit; the message tells what is wrong and how to
   *     fix it
   */
  public static void require() {
    Map<String, String> named = new HashMap<>(System.getenv());
    for (String name : NAMES) {
      String property = System.getProperty(name);
      if (property != null) {
        named.putIfAbsent(name, property);
      }
    }
    require(named);
  }

  static void require(Map<String, String> named) {
    Finding finding =
        LibraryCheck.examine(named, LibraryFiles.read(named.getOrDefault(LibraryCheck.PATH, "")));
    if (finding.verdict() == Verdict.FAULT) {
      throw new IllegalStateException(finding.found() + "; " + finding.remedy());
    }
  }
}
