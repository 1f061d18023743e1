package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;

/** Checks that convolutions on a GPU have cuDNN. */
final class CudnnCheck implements Check {

  private static final String PART = "cuDNN";

  @Override
  public Finding examine(Machine machine) {
    Machine.Engine engine = machine.engine();
    if (engine.gpus() == 0) {
      return Finding.good(PART, "not needed without a GPU");
    }
    return engine.cudnn().isEmpty()
        ? Finding.advice(
            PART,
            "not loaded: convolutions fail or are slow",
            "pip install nvidia-cudnn-cu12 and add its lib folder to LD_LIBRARY_PATH")
        : Finding.good(PART, engine.cudnn());
  }
}
