package io.github.tribuopnas.training.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class EngineThreadsTest {

  /** A program that uses the engine on three threads, and searches in between. */
  static final class Host {

    private Host() {}

    /** Prints the number of this thread, and of a new one, before and after a trial. */
    public static void main(String[] arguments) throws InterruptedException {
      Engine.getEngine("PyTorch");
      JniUtils.setNumThreads(3);
      StringBuilder told = new StringBuilder();
      tell(told);
      try (LocalExecutor executor =
          LocalExecutor.builder()
              .setContext(DigitTrials.CONTEXT)
              .setImages(DigitTrials.SPLIT)
              .build()) {
        executor.execute(
            List.of(Proposal.unpredicted(Cell.parse("p:identity+pp:avg3x3"), 1)),
            trial -> told.append(trial.status()).append(' '));
      }
      tell(told);
      try (EngineThreads one = EngineThreads.one()) {
        told.append(EngineThreads.current()).append(' ');
      }
      tell(told);
      System.out.println(told.toString().strip());
    }

    private static void tell(StringBuilder told) throws InterruptedException {
      told.append(EngineThreads.current()).append(' ');
      Thread other = new Thread(() -> told.append(EngineThreads.current()).append(' '));
      other.start();
      other.join();
    }
  }

  @Test
  void theThreadsOfTheHostProgramKeepTheirNumber() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-XX:+UseSerialGC",
                Host.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String last = output.lines().reduce("", (before, line) -> line);
    assumeTrue(!last.startsWith("0"), "the engine's OpenMP is not found");
    assertEquals("3 3 COMPLETE 3 3 1 3 3", last);
  }
}
