package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Locale;

/** Checks that there is memory for a Java process with an engine, and for one on each core. */
final class MemoryCheck implements Check {

  private static final String PART = "memory";
  private static final double GIGA = 1e9;

  /** A driver and one worker with a small network. */
  private static final long LEAST = 1_000_000_000;

  /** One worker with a small network, measured by the memory experiment of the benchmarks. */
  private static final long WORKER = 500_000_000;

  @Override
  public Finding examine(Machine machine) {
    Machine.Memory memory = machine.memory();
    String total = String.format(Locale.ROOT, "%.1f GB", memory.total() / GIGA);
    if (memory.total() < LEAST) {
      return Finding.fault(
          PART,
          total + " in all; a search needs 1 GB",
          "use a machine, or give the container, 2 GB or more");
    }
    if (memory.free() < 0) {
      return Finding.good(PART, total);
    }
    String found = total + String.format(Locale.ROOT, ", %.1f GB free", memory.free() / GIGA);
    long workers = Math.max(1, memory.free() / WORKER - 1);
    return workers < machine.host().cores()
        ? Finding.advice(
            PART,
            found + "; too little for a worker on each core",
            "end other programs, or search with --workers " + workers)
        : Finding.good(PART, found);
  }
}
