package io.github.tribuopnas.training;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * oneDNN, the library within the engine that computes convolutions. That of PyTorch 2.7.1 computes
 * some of them wrongly with AVX and later instructions on AMD's processors of family 26 (Zen 5),
 * seen in a virtual machine; with SSE 4.1 it agrees with ONNX Runtime, and takes longer.
 */
final class OneDnn {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String SETTING = "ONEDNN_MAX_CPU_ISA";
  private static final String SAFE = "SSE41";
  private static final int KEEP = 0;

  private OneDnn() {}

  /**
   * Has oneDNN do without newer instructions on the processors where it errs, unless the
   * environment says what it shall use. oneDNN looks once, at the first convolution of the process:
   * this must come before. The launcher does the same, for what runs without training.
   */
  static void avoidWrongResults() {
    try {
      if (errs(Files.readAllLines(PROCESSORS))) {
        Function set = NativeLibrary.getProcess().getFunction("setenv");
        set.invokeInt(new Object[] {SETTING, SAFE, KEEP});
      }
    } catch (IOException | UnsatisfiedLinkError elsewhere) {
      // Only Linux tells its processors so; others are not known to err.
      return;
    }
  }

  /** Returns whether the processor is one on which oneDNN errs. */
  static boolean errs(List<String> processors) {
    return processors.stream().anyMatch(line -> line.matches("vendor_id\\s*: AuthenticAMD"))
        && processors.stream().anyMatch(line -> line.matches("cpu family\\s*: 26"));
  }
}
