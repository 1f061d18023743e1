package io.github.tribuopnas.doctor;

import java.util.Map;

/**
 * Checks that a PyTorch that the user named is there, has the right version, and is named in full.
 */
final class LibraryCheck implements Check {

  /** The only version that the bridge of this build fits; another one crashes the process. */
  static final String VERSION = "2.7.1";

  private static final String PART = "PyTorch library";
  static final String PATH = "PYTORCH_LIBRARY_PATH";

  @Override
  public Finding examine(Machine machine) {
    return examine(machine.environment(), machine.library());
  }

  static Finding examine(Map<String, String> environment, Machine.Library library) {
    String path = environment.getOrDefault(PATH, "");
    boolean isForCuda = !environment.getOrDefault("PNAS_CUDA", "").isEmpty();
    if (path.isEmpty()) {
      return !isForCuda
          ? Finding.good(PART, "the one in this program's jars, for CPUs")
          : Finding.good(PART, "the one for CUDA that DJL downloads");
    }
    if (!library.present()) {
      return Finding.fault(
          PART,
          PATH + "=" + path + " has no libtorch",
          "export " + PATH + "=.../site-packages/torch/lib, the folder with libtorch.so");
    }
    String version = library.version();
    if (!version.isEmpty() && !version.replaceFirst("\\+.*", "").equals(VERSION)) {
      return Finding.fault(
          PART,
          path + " is of PyTorch " + version + "; this program's bridge fits " + VERSION + " alone",
          "pip install torch==" + VERSION + " and name its torch/lib, or unset " + PATH);
    }
    String flavor = environment.getOrDefault("PYTORCH_FLAVOR", "");
    if (!environment.getOrDefault("PYTORCH_VERSION", "").equals(VERSION) || flavor.isEmpty()) {
      return Finding.fault(
          PART,
          PATH + " is set, but not the version and flavor that belong to it",
          "export PYTORCH_VERSION=" + VERSION + " PYTORCH_FLAVOR=cu128 (or cpu)");
    }
    if (!isForCuda && flavor.startsWith("cu")) {
      return Finding.advice(
          PART,
          path + ", for CUDA, beside the one for CPUs in this program's jars",
          "export PNAS_CUDA=true, which leaves that one out");
    }
    return Finding.good(PART, path + ", " + flavor);
  }
}
