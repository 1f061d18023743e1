package io.github.tribuopnas.training.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NnPackTest {

  private static final String WARNING = "Could not initialize NNPACK";

  /** A process whose first convolution is one that the engine tries NNPACK on. */
  static final class Convolution {

    private Convolution() {}

    /** Prints the sum of a convolution. */
    public static void main(String[] arguments) {
      try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
          NDArray image = manager.ones(new Shape(1, 3, 8, 8));
          NDArray weight = manager.ones(new Shape(4, 3, 3, 3));
          NDArray bias = manager.zeros(new Shape(4))) {
        NnPack.leaveOutIfAsked();
        Shape one = new Shape(1, 1);
        try (NDArray convolved =
                JniUtils.convolution(
                    (PtNDArray) image, (PtNDArray) weight, (PtNDArray) bias, one, one, one, 1);
            NDArray sum = convolved.sum()) {
          System.out.println(sum.getFloat());
        }
      }
    }
  }

  private static String run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Dai.djl.offline=true", Convolution.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Tag("slow")
  @Test
  void theEngineDoesNotWarnOfNnPackWhereThePropertyLeavesItOut()
      throws IOException, InterruptedException {
    String unasked = run();
    assumeTrue(unasked.contains(WARNING), "the processor is one that NNPACK knows");
    String leftOut = run("-Dpnas.nnpack=off");
    assertFalse(leftOut.contains(WARNING), leftOut);
    // 4 filters of the 22 x 22 products that lie within 8 x 8 pixels, in 3 channels.
    assertEquals("5808.0", leftOut.lines().reduce("", (before, line) -> line), leftOut);
  }

  @Test
  void otherWarningsAreShownAfterwards() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Pointer level = NnPack.library("c10").getGlobalVariableAddress("FLAGS_caffe2_log_level");
      int before = level.getInt(0);
      String property = System.getProperty("pnas.nnpack", "");
      try {
        level.setInt(0, 1);
        System.setProperty("pnas.nnpack", "off");
        NnPack.leaveOutIfAsked();
        assertEquals(1, level.getInt(0));
      } finally {
        System.setProperty("pnas.nnpack", property);
        level.setInt(0, before);
      }
    }
  }
}
