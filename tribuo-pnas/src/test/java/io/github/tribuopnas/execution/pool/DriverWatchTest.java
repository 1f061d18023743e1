package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.Message;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker ends with its driver, though its input stays open: here it holds the other end of the
 * pipe itself, as another process of the driver may. The driver is a shell, killed outright.
 */
@Tag("slow")
class DriverWatchTest {

  private static final long PLENTY = 60;

  @TempDir private Path directory;

  private Process driver;
  private ProcessHandle worker;
  private InputStream answers;

  @BeforeEach
  void startWorker() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "mkfifo in; exec 3<>in; export PNAS_DRIVER=$$; \"$@\" <&3 & echo $!; wait",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.pytorch.num_interop_threads=1",
            Worker.class.getName());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    driver =
        builder
            .directory(directory.toFile())
            .redirectError(directory.resolve("worker.log").toFile())
            .start();
    answers = driver.getInputStream();
    StringBuilder number = new StringBuilder();
    for (int c = answers.read(); c != '\n'; c = answers.read()) {
      number.append((char) c);
    }
    worker = ProcessHandle.of(Long.parseLong(number.toString())).orElseThrow();
  }

  @AfterEach
  void endWorker() {
    worker.destroyForcibly();
    driver.destroyForcibly();
  }

  private void assertEndsWithItsDriver() throws Exception {
    assertTrue(worker.isAlive());
    driver.destroyForcibly().waitFor();
    worker.onExit().get(PLENTY, TimeUnit.SECONDS);
  }

  @Test
  void aWorkerThatIsStillStartingUpEnds() throws Exception {
    assertEndsWithItsDriver();
  }

  @Test
  void aWorkerThatTrainsEnds() throws Exception {
    Path images = directory.resolve("images");
    SplitFile.write(images, DigitTrials.SPLIT);
    Recipe endless = Recipe.builder().optEpochs(1_000_000).optLearningRate(0.01).build();
    try (Frames.Writer jobs = new Frames.Writer(Files.newOutputStream(directory.resolve("in")))) {
      jobs.write(
          new Message.Job(
              Message.VERSION,
              images.toString(),
              "cpu",
              Long.MAX_VALUE,
              Long.MAX_VALUE,
              directory.resolve("checkpoints").toString(),
              0,
              new CandidateContext(DigitTrials.NETWORK, endless, 1)));
      jobs.write(Message.Train.of(1, Proposal.unpredicted(Cell.parse("p:sep3x3+pp:sep3x3"), 1)));
      Frames.Reader reader = new Frames.Reader(answers);
      Message next = reader.read().orElseThrow();
      while (next instanceof Message.Heartbeat) {
        next = reader.read().orElseThrow();
      }
      assertInstanceOf(Message.Ready.class, next);
      // A second or two in the training, by the worker's own clock.
      assertInstanceOf(Message.Heartbeat.class, reader.read().orElseThrow());
      assertInstanceOf(Message.Heartbeat.class, reader.read().orElseThrow());
      assertEndsWithItsDriver();
    }
  }
}
