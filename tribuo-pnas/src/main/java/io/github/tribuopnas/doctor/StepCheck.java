package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Machine;
import io.github.tribuopnas.training.engine.Precision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks that a training step of PNASNet-5 runs on each device. */
final class StepCheck implements Check {

  private static final String PART = "training step";

  @Override
  public Finding examine(Machine machine) {
    List<Machine.Step> steps = machine.steps();
    if (steps.isEmpty()) {
      return Finding.good(PART, "not measured");
    }
    String found = steps.stream().map(StepCheck::text).collect(Collectors.joining("; "));
    List<Machine.Step> failed = steps.stream().filter(step -> !step.failure().isEmpty()).toList();
    if (failed.isEmpty()) {
      return Finding.good(PART, found);
    }
    return failed.stream().anyMatch(StepCheck::isNeeded)
        ? Finding.fault(PART, found, "./pnas doctor --json shows all; see docs/troubleshooting.md")
        : Finding.advice(PART, found, "search without: by --device cpu, or by another --precision");
  }

  private static boolean isNeeded(Machine.Step step) {
    return step.device().equals("cpu") && step.precision() == Precision.FLOAT32;
  }

  private static String text(Machine.Step step) {
    return step.failure().isEmpty()
        ? String.format(
            Locale.ROOT,
            "%s %s %.1f ms (%.1f ms of the processor), %.0f images/s",
            step.device(),
            step.precision().text(),
            step.milliseconds(),
            step.processor(),
            Machine.Step.IMAGES * 1000 / step.milliseconds())
        : step.device() + " " + step.precision().text() + " fails: " + step.failure();
  }
}
