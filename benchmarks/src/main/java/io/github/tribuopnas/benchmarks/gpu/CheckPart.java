package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.function.Consumer;

/** A part of the check, each in a process of its own. */
enum CheckPart implements Named {
  /** The same training on the CPU and on the device. */
  AGREEMENT(new Agreement()),
  /** Images a second of this project. */
  SPEED(new TrainingSpeed()),
  /** Images a second of Python's PyTorch. */
  PYTHON(new PythonSpeed()),
  /** Several candidates at once. */
  SHARING(new Sharing()),
  /** The winner in ONNX Runtime. */
  SERVING(new Serving()),
  /** A search with a time limit. */
  SEARCH(new TimedSearch());

  private static final Registry<CheckPart> NAMES = Registry.of("part", values());

  /** Measures. */
  @FunctionalInterface
  interface Work {
    /**
     * Measures.
     *
     * @param setup where and how much
     * @param found takes each number as soon as it is known
     * @throws Exception if the part cannot be measured; its message says why
     */
    void measure(CheckSetup setup, Consumer<Measurement> found) throws Exception;
  }

  private final Work work;

  CheckPart(Work work) {
    this.work = work;
  }

  static CheckPart parse(String text) {
    return NAMES.parse(text);
  }

  Work work() {
    return work;
  }
}
