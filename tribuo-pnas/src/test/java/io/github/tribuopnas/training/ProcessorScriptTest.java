package io.github.tribuopnas.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.tribuopnas.training.engine.OneDnnCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launchers make of the check of oneDNN, with a `java` that only says how it went. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ProcessorScriptTest {

  private static final Path SCRIPT = Path.of("..", "processor").toAbsolutePath().normalize();

  @TempDir Path directory;

  @Test
  void whereOneDnnIsRightItIsLeftAloneAndNotCheckedAgain() throws Exception {
    assertEquals("", launch(0, Map.of()));
    assertEquals("", launch(OneDnnCheck.WRONG, Map.of()));
    assertEquals(1, checks());
  }

  @Test
  void whereOneDnnErrsItKeepsToSse41AndIsNotCheckedAgain() throws Exception {
    assertEquals("SSE41", launch(OneDnnCheck.WRONG, Map.of()));
    assertEquals("SSE41", launch(0, Map.of()));
    assertEquals(1, checks());
  }

  @Test
  void checkThatCouldNotBeMadeIsNoAnswer() throws Exception {
    assertEquals("", launch(1, Map.of()));
    assertEquals("SSE41", launch(OneDnnCheck.WRONG, Map.of()));
  }

  @Test
  void whatTheUserSetStays() throws Exception {
    assertEquals("AVX2", launch(OneDnnCheck.WRONG, Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")));
    assertEquals("", launch(OneDnnCheck.WRONG, Map.of("PNAS_CUDA", "1")));
    assertEquals(0, checks());
  }

  @Test
  void answerThatCannotBeKeptStillCounts() throws Exception {
    assertEquals("SSE41", launch(OneDnnCheck.WRONG, Map.of("checked", "/dev/null/none")));
  }

  /** Runs the script after a check that ends with a status; returns what oneDNN is limited to. */
  private String launch(int status, Map<String, String> more) throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho >>" + directory.resolve("calls") + "\nexit " + status);
    assertEquals(true, java.toFile().setExecutable(true));
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-euc", ". " + SCRIPT + "; printf %s \"${ONEDNN_MAX_CPU_ISA-}\"")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("ONEDNN_MAX_CPU_ISA", "PNAS_CUDA"));
    environment.merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    environment.putAll(Map.of("classpath", "none.jar", "checked", directory.toString()));
    environment.putAll(more);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor());
    assertFalse(output.contains("\n"), output);
    return output;
  }

  private long checks() throws IOException {
    Path calls = directory.resolve("calls");
    if (!Files.exists(calls)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(calls)) {
      return lines.count();
    }
  }
}
