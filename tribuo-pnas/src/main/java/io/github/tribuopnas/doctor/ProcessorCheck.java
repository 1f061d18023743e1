package io.github.tribuopnas.doctor;

import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.doctor.machine.Machine;
import java.util.List;
import java.util.stream.Collectors;

/** Checks the number of cores and the instructions that the engine uses. */
final class ProcessorCheck implements Check {

  private static final String PART = "processor";
  private static final String THREADS = "OMP_NUM_THREADS";

  /** In the order of their age; as Linux names them. */
  private static final List<String> USED =
      List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "bf16");

  @Override
  public Finding examine(Machine machine) {
    Machine.Host host = machine.host();
    String instructions =
        USED.stream().filter(host.features()::contains).collect(Collectors.joining(" "));
    String name = host.processor().isEmpty() ? "of an unknown name" : host.processor();
    String found =
        name
            + ", "
            + Counted.of(host.cores(), "core")
            + (instructions.isEmpty() ? "" : ", " + instructions);
    if (host.architecture().equals("amd64")
        && !host.features().isEmpty()
        && !host.features().contains("avx2")) {
      return Finding.advice(
          PART,
          found + "; without AVX2 training takes several times as long",
          "use a newer processor, or a virtual machine that passes AVX2 on");
    }
    int threads = threads(machine.variable(THREADS));
    return threads > host.cores()
        ? Finding.advice(
            PART,
            found + "; " + THREADS + "=" + threads + " is more than there are cores",
            "unset " + THREADS)
        : Finding.good(PART, found);
  }

  private static int threads(String variable) {
    return variable.matches("\\d{1,6}") ? Integer.parseInt(variable) : 0;
  }
}
