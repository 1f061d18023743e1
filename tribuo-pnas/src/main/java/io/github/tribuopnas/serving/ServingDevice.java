package io.github.tribuopnas.serving;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where ONNX Runtime runs models. If the machine or the jar lacks it, the CPU takes its place, with
 * a message.
 */
public enum ServingDevice implements Named {
  /** The CPU, on the calling thread. */
  CPU(List.of()),
  /** The first NVIDIA GPU by CUDA, else the CPU. */
  GPU(List.of(new Provider("CUDA", options -> options.addCUDA(0)))),
  /**
   * The first NVIDIA GPU by TensorRT, which prepares for minutes and then runs faster; else by
   * CUDA, else the CPU.
   */
  TENSORRT(
      List.of(
          new Provider(
              "TensorRT",
              options -> {
                options.addTensorrt(0);
                // For what TensorRT does not know.
                options.addCUDA(0);
              }),
          GPU.providers.get(0)));

  /** The provider that is always there. */
  static final String LAST = "CPU";

  private static final Registry<ServingDevice> NAMES = Registry.of("device", values());

  /** Adds a provider of ONNX Runtime to options. */
  @FunctionalInterface
  interface Addition {
    void to(OrtSession.SessionOptions options) throws OrtException;
  }

  /** A provider of ONNX Runtime. */
  record Provider(String name, Addition addition) {}

  private final List<Provider> providers;

  ServingDevice(List<Provider> providers) {
    this.providers = providers;
  }

  /**
   * Returns the constant of a name.
   *
   * @param text {@code cpu}, {@code gpu} or {@code tensorrt}
   * @return the device
   * @throws IllegalArgumentException if it is none of these; the message lists them
   */
  public static ServingDevice parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Moves a model here from the CPU. Batches are larger on a GPU.
   *
   * @param classifier a model on the CPU
   * @param notice told in one line of each provider that cannot be used, and why
   * @return the name of the provider that runs it: CUDA, TensorRT or CPU
   */
  public String place(OnnxClassifier classifier, Consumer<String> notice) {
    return place(classifier, providers, notice);
  }

  static String place(
      OnnxClassifier classifier, List<Provider> providers, Consumer<String> notice) {
    for (int i = 0; i < providers.size(); i++) {
      Provider provider = providers.get(i);
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        provider.addition().to(options);
        classifier.setSessionOptions(options);
        classifier.takeLargeBatches();
        return provider.name();
      } catch (OrtException | IllegalArgumentException | LinkageError e) {
        String next = i + 1 < providers.size() ? providers.get(i + 1).name() : LAST;
        notice.accept(
            "ONNX Runtime cannot use "
                + provider.name()
                + " ("
                + Failures.message(e).lines().findFirst().orElse("")
                + "): using "
                + next
                + "; see docs/gpu.md");
      }
    }
    return LAST;
  }
}
