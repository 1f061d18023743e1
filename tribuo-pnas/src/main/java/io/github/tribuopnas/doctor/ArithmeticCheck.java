package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;

/** Checks that the engine computes correctly on this processor, see docs/troubleshooting.md. */
final class ArithmeticCheck implements Check {

  private static final String PART = "arithmetic";
  private static final String ISA = "ONEDNN_MAX_CPU_ISA";

  @Override
  public Finding examine(Machine machine) {
    Machine.Engine engine = machine.engine();
    if (!engine.failure().isEmpty()) {
      return Finding.advice(PART, "not checked without an engine", "fix the engine first");
    }
    if (!engine.arithmetic().isEmpty()) {
      return Finding.fault(PART, engine.arithmetic(), "export " + ISA + "=SSE41");
    }
    String isa = machine.variable(ISA);
    return isa.equals("SSE41")
        ? Finding.advice(
            PART,
            "right, with oneDNN held to SSE 4.1, which takes about twice as long",
            "unset " + ISA + ", if this processor does not need it: ./pnas sets it where it does")
        : Finding.good(PART, "convolutions, gradients and an LSTM as in double precision");
  }
}
