package io.github.tribuopnas.training.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tribuopnas.training.engine.OneDnnCheck.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnTest {

  @Test
  void theTestsThemselvesRunOnRightConvolutions() {
    Finding worst = OneDnnCheck.worst();
    assertFalse(worst.wrong(), worst.toString());
    assertTrue(worst.relative() > 0, "single precision is rounded");
  }

  @ParameterizedTest
  @CsvSource({"2.0, 0", "2.0001, 5e-5", "2.45, 0.225", "NaN, Infinity", "-Infinity, Infinity"})
  void theLargestDifferenceCounts(float value, double relative) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray single = manager.create(new float[] {1, value, 0});
      NDArray precise = manager.create(new double[] {1, 2, 0});
      assertEquals(relative, OneDnnCheck.relative(single, precise), 1e-6);
    }
  }

  @Test
  void theErrorSaysWhatToSet() {
    Finding finding = new Finding("an LSTM", 0.447);
    assertTrue(finding.wrong());
    assertEquals(
        "oneDNN, which computes the engine's convolutions, is off by 0.45 of the largest value in"
            + " an LSTM on this processor; allowed is 1e-04. Set ONEDNN_MAX_CPU_ISA=SSE41 in the"
            + " environment, so that it does without newer instructions, and start again",
        finding.toString());
  }
}
