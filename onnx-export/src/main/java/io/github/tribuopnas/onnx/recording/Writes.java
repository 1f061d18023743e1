package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What Java code writes into constants: a step that is compared between the runs as any other. */
final class Writes {

  /** Writes into the real array. */
  @FunctionalInterface
  interface Writing<E extends Throwable> {
    void run() throws E;
  }

  private Writes() {}

  /**
   * Writes, unless nothing is computed.
   *
   * @param target a constant
   * @param name of the method
   * @param arguments its arguments, data included
   * @param recorder records the block
   * @param writing does it
   */
  static <E extends Throwable> void write(
      RecordingArray target,
      String name,
      List<Object> arguments,
      Recorder recorder,
      Writing<E> writing)
      throws E {
    target.storage().write();
    List<Object> operands = new ArrayList<>(List.of(target.real()));
    arguments.stream()
        .filter(NDArray.class::isInstance)
        .forEach(array -> operands.add(RecordingArray.identity(array, recorder)));
    List<Object> others = Arrays.asList(arguments.stream().map(Numbers::withoutData).toArray());
    recorder
        .execution()
        .run(
            name,
            operands,
            others,
            () -> {
              writing.run();
              return target.real();
            });
  }
}
