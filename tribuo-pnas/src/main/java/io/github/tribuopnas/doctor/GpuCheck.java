package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import java.util.stream.Collectors;

/** Checks that the engine can use the GPUs that there are. */
final class GpuCheck implements Check {

  private static final String PART = "GPU";
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  /** The oldest driver under which programs of CUDA 12 run. */
  private static final int DRIVER = 525;

  @Override
  public Finding examine(Machine machine) {
    Machine.Graphics graphics = machine.graphics();
    Machine.Engine engine = machine.engine();
    if (graphics.cards() == 0 && graphics.gpus().isEmpty()) {
      return Finding.good(PART, "no NVIDIA card: training on the CPU");
    }
    if (graphics.gpus().isEmpty()) {
      return Finding.advice(
          PART,
          graphics.cards() + " NVIDIA card(s), but no driver answers nvidia-smi",
          "install NVIDIA's driver (Debian: nvidia-driver), or start the container with --gpus"
              + " all");
    }
    String found =
        graphics.gpus().stream().map(Machine.Gpu::name).collect(Collectors.joining(", "))
            + ", driver "
            + graphics.driver();
    if (major(graphics.driver()) < DRIVER) {
      return Finding.advice(
          PART,
          found + ", which is too old for CUDA 12",
          "install NVIDIA's driver " + DRIVER + " or later");
    }
    if (engine.gpus() > 0) {
      return Finding.good(PART, found + ", CUDA " + engine.runtime());
    }
    if (machine.environment().containsKey(VISIBLE)
        && !machine.variable(VISIBLE).matches("\\s*\\w.*")) {
      return Finding.advice(PART, found + "; " + VISIBLE + " hides all", "unset " + VISIBLE);
    }
    if (!engine.cuda()) {
      return Finding.advice(
          PART,
          found + "; the PyTorch in use is the one for CPUs",
          "export PNAS_CUDA=true (docs/gpu.md)");
    }
    return engine.runtime().isEmpty()
        ? Finding.advice(
            PART,
            found + "; no CUDA runtime (libcudart) on the library path",
            "install CUDA 12.8's runtime, or export LD_LIBRARY_PATH=/usr/local/cuda/lib64")
        : Finding.advice(
            PART,
            found + ", CUDA " + engine.runtime() + "; the engine cannot use it",
            "run nvidia-smi, and see docs/gpu.md");
  }

  private static int major(String driver) {
    String number = driver.replaceFirst("\\..*", "");
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }
}
