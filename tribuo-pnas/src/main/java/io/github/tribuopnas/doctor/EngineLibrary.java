package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.LibraryFiles;

/** The PyTorch that the engine would load. */
public final class EngineLibrary {

  private EngineLibrary() {}

  /**
   * Refuses a PyTorch that would crash this process, by its files and without loading it. As for
   * the engine, {@code PYTORCH_LIBRARY_PATH} is an environment variable or a system property.
   *
   * @throws IllegalStateException if it is of another version; the message tells how to fix it
   */
  public static void require() {
    String variable = System.getenv(LibraryCheck.PATH);
    require(variable == null ? System.getProperty(LibraryCheck.PATH, "") : variable);
  }

  static void require(String path) {
    LibraryCheck.misfit(path, LibraryFiles.read(path))
        .ifPresent(
            finding -> {
              throw new IllegalStateException(finding.found() + "; " + finding.remedy());
            });
  }
}
