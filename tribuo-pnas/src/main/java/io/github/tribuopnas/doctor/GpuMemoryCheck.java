package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks that other programs leave memory on the GPUs. */
final class GpuMemoryCheck implements Check {

  private static final String PART = "GPU memory";
  private static final double GIGA = 1e9;

  /** The engine on a GPU and a small network. */
  private static final long NEEDED = 2_000_000_000;

  @Override
  public Finding examine(Machine machine) {
    if (machine.engine().gpus() == 0) {
      return Finding.good(PART, "not needed without a GPU");
    }
    String found =
        machine.graphics().gpus().stream()
            .map(
                gpu ->
                    String.format(
                        Locale.ROOT,
                        "gpu:%d %.1f of %.1f GB free",
                        gpu.number(),
                        gpu.free() / GIGA,
                        gpu.total() / GIGA))
            .collect(Collectors.joining(", "));
    return machine.graphics().gpus().stream().anyMatch(gpu -> gpu.free() < NEEDED)
        ? Finding.advice(
            PART,
            found,
            "nvidia-smi shows who has it; end those, or leave that GPU out by"
                + " CUDA_VISIBLE_DEVICES")
        : Finding.good(PART, found);
  }
}
