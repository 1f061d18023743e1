package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C, on a process that does nothing else. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process cannot send a Ctrl-C to one")
class InterruptionTest {

  /**
   * Undoes that shells make what they start in the background deaf to Ctrl-C, which is inherited;
   * only Linux's {@code env} can.
   */
  static final List<String> INTERRUPTIBLE =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  /** Sends what a terminal sends on Ctrl-C. */
  static void interrupt(Process process) throws IOException, InterruptedException {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor());
  }

  @Test
  void theFirstInterruptsTheSearchAndTheSecondEndsOneThatDoesNotStop() throws Exception {
    List<String> command = new ArrayList<>(INTERRUPTIBLE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StubbornSearch.class.getName());
    Process search = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = search.inputReader()) {
      assertEquals("searching", out.readLine());
      interrupt(search);
      assertEquals("pnas: stopping; press Ctrl-C again to stop at once", out.readLine());
      assertEquals("interrupted, and goes on", out.readLine());
      interrupt(search);
      assertEquals(null, out.readLine());
      assertEquals(Interruption.STATUS, search.waitFor());
    } finally {
      search.destroyForcibly();
    }
  }
}
