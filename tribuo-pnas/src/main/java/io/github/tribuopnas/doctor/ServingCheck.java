package io.github.tribuopnas.doctor;

/** Checks that ONNX Runtime loads, which checks the winner and runs it. */
final class ServingCheck implements Check {

  private static final String PART = "ONNX Runtime";

  @Override
  public Finding examine(Machine machine) {
    Machine.Part serving = machine.serving();
    return serving.failure().isEmpty()
        ? Finding.good(PART, serving.version())
        : Finding.fault(
            PART,
            "it does not load: " + serving.failure(),
            serving.failure().contains("libstdc++")
                ? "apt-get install libstdc++6 (or your system's package of it)"
                : "export XDG_CACHE_HOME=FOLDER, one that can be written and allows programs");
  }
}
