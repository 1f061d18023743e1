package io.github.tribuopnas.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.github.tribuopnas.UntrainedModels;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.serving.ServingDevice.Provider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Providers that are there and that are not, some of them made up. */
class ServingDeviceTest {

  private static final ImageFormat FORMAT = ImageFormat.of(9, 8, 3);

  /** More than a large batch. */
  private static final PackedImages IMAGES = UntrainedModels.images(FORMAT, 300, 1);

  private static final Provider ABSENT =
      new Provider(
          "Wonder",
          options -> {
            throw new OrtException("no wonder here\nand no stack trace");
          });

  private static final Provider UNLINKED =
      new Provider(
          "Native",
          options -> {
            throw new UnsatisfiedLinkError("libwonder.so");
          });

  private static final Provider THREADS =
      new Provider("Threads", options -> options.setIntraOpNumThreads(1));

  private final List<String> notices = new ArrayList<>();

  private static OnnxClassifier classifier() {
    return new OnnxClassifier(
        UntrainedModels.onnx(
            FORMAT,
            UntrainedModels.provenance(UntrainedModels.dataset(IMAGES)),
            UntrainedModels.CLASSES));
  }

  @Test
  void theFirstProviderThatIsThereIsTakenAndTheOthersAreTold() {
    try (OnnxClassifier classifier = classifier()) {
      float[][] before = classifier.probabilities(IMAGES);
      assertEquals(
          "Threads",
          ServingDevice.place(classifier, List.of(ABSENT, UNLINKED, THREADS), notices::add));
      assertEquals(
          List.of(
              "ONNX Runtime cannot use Wonder (no wonder here): using Native; see docs/gpu.md",
              "ONNX Runtime cannot use Native (libwonder.so): using Threads; see docs/gpu.md"),
          notices);
      float[][] after = classifier.probabilities(IMAGES);
      for (int i = 0; i < before.length; i++) {
        assertArrayEquals(before[i], after[i], 1e-6f);
      }
    }
  }

  @Test
  void withoutAnyTheModelStaysOnTheCpu() {
    try (OnnxClassifier classifier = classifier()) {
      float[][] before = classifier.probabilities(IMAGES);
      assertEquals("CPU", ServingDevice.place(classifier, List.of(ABSENT), notices::add));
      assertTrue(notices.get(0).endsWith("using CPU; see docs/gpu.md"), notices.get(0));
      assertArrayEquals(before, classifier.probabilities(IMAGES));
    }
  }

  @Test
  void theCpuIsTakenWithoutAWord() {
    try (OnnxClassifier classifier = classifier()) {
      assertEquals("CPU", ServingDevice.CPU.place(classifier, notices::add));
      assertEquals(List.of(), notices);
    }
  }

  @Test
  void whereOnnxRuntimeIsTheOneForCpusGpusFallBackStepByStep() {
    try (OnnxClassifier classifier = classifier()) {
      assumeTrue(
          !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
          "this is ONNX Runtime for GPUs");
      assertEquals("CPU", ServingDevice.TENSORRT.place(classifier, notices::add));
      assertEquals(2, notices.size());
      assertTrue(notices.get(0).contains("TensorRT") && notices.get(0).contains("using CUDA"));
      assertTrue(notices.get(1).contains("CUDA") && notices.get(1).contains("using CPU"));
    }
  }

  @Test
  void namesAreReadBackAndOthersRefusedWithThoseThereAre() {
    for (ServingDevice device : ServingDevice.values()) {
      assertEquals(device, ServingDevice.parse(device.text()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> ServingDevice.parse("tpu")).getMessage();
    assertTrue(message.contains("cpu, gpu, tensorrt"), message);
  }
}
