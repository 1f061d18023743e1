package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Optional;

/**
 * Checks that a PyTorch that the user named is there, has the right version, and is named in full.
 */
final class LibraryCheck implements Check {

  /** The only version that the bridge of this build fits; another one crashes the process. */
  static final String VERSION = "2.7.1";

  private static final String PART = "PyTorch library";
  static final String PATH = "PYTORCH_LIBRARY_PATH";

  /** Returns what is wrong with a library that would crash the process; nothing if it would not. */
  static Optional<Finding> misfit(String path, Machine.Library library) {
    String version = library.version();
    return !library.present()
            || version.isEmpty()
            || version.replaceFirst("\\+.*", "").equals(VERSION)
        ? Optional.empty()
        : Optional.of(
            Finding.fault(
                PART,
                path
                    + " is of PyTorch "
                    + version
                    + "; this program's bridge fits "
                    + VERSION
                    + " alone",
                "pip install torch==" + VERSION + " and name its torch/lib, or unset " + PATH));
  }

  @Override
  public Finding examine(Machine machine) {
    String path = machine.variable(PATH);
    if (path.isEmpty()) {
      return machine.variable("PNAS_CUDA").isEmpty()
          ? Finding.good(PART, "the one in this program's jars, for CPUs")
          : Finding.good(PART, "the one for CUDA that DJL downloads");
    }
    if (!machine.library().present()) {
      return Finding.fault(
          PART,
          PATH + "=" + path + " has no libtorch",
          "export " + PATH + "=.../site-packages/torch/lib, the folder with libtorch.so");
    }
    Optional<Finding> misfit = misfit(path, machine.library());
    if (misfit.isPresent()) {
      return misfit.get();
    }
    String flavor = machine.variable("PYTORCH_FLAVOR");
    if (!machine.variable("PYTORCH_VERSION").equals(VERSION) || flavor.isEmpty()) {
      return Finding.fault(
          PART,
          PATH + " is set, but not the version and flavor that belong to it",
          "export PYTORCH_VERSION=" + VERSION + " PYTORCH_FLAVOR=cu128 (or cpu)");
    }
    if (machine.variable("PNAS_CUDA").isEmpty() && flavor.startsWith("cu")) {
      return Finding.advice(
          PART,
          path + ", for CUDA, beside the one for CPUs in this program's jars",
          "export PNAS_CUDA=true, which leaves that one out");
    }
    return Finding.good(PART, path + ", " + flavor);
  }
}
