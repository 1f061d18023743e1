package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;

/** Checks that the engine loads. */
final class EngineCheck implements Check {

  private static final String PART = "engine";

  @Override
  public Finding examine(Machine machine) {
    Machine.Engine engine = machine.engine();
    if (engine.failure().isEmpty()) {
      return Finding.good(PART, "PyTorch " + engine.version() + " in " + engine.folder());
    }
    return Finding.fault(PART, "it does not load: " + engine.failure(), remedy(engine.failure()));
  }

  private static String remedy(String failure) {
    if (failure.contains("signal 4")) {
      return "the processor lacks instructions that the engine uses: use one with AVX2";
    }
    if (failure.contains("libstdc++")) {
      return "apt-get install libstdc++6 (or your system's package of it)";
    }
    if (failure.contains("Offline mode")) {
      return "./pnas once with a connection and without -Dai.djl.offline, or add the jar"
          + " pytorch-native-cpu";
    }
    if (failure.contains("noexec") || failure.contains("failed to map segment")) {
      return "export DJL_CACHE_DIR=FOLDER, one that allows programs";
    }
    if (failure.contains("No space")) {
      return "make room, or export DJL_CACHE_DIR=FOLDER on another disk";
    }
    return "rm -r ~/.djl.ai/pytorch, which is unpacked anew, and see docs/troubleshooting.md";
  }
}
