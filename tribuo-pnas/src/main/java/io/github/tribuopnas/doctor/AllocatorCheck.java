package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;

/** Checks that memory which the engine frees is kept, without which the engine is slow. */
final class AllocatorCheck implements Check {

  private static final String PART = "allocator";

  @Override
  public Finding examine(Machine machine) {
    if (machine.variable("LD_PRELOAD").contains("jemalloc")) {
      return Finding.good(PART, "jemalloc");
    }
    if (!machine.host().system().equals("Linux")) {
      return Finding.good(PART, "the system's");
    }
    boolean keeps = !machine.variable("MALLOC_TRIM_THRESHOLD_").isEmpty();
    return keeps
        ? Finding.good(PART, "the C library's, which keeps what is freed")
        : Finding.advice(
            PART,
            "the C library's, which gives back what the engine frees: trials in threads of this"
                + " process take about twice as long",
            "start with ./pnas, or export MALLOC_TRIM_THRESHOLD_=17179869184"
                + " MALLOC_MMAP_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=1073741824");
  }
}
