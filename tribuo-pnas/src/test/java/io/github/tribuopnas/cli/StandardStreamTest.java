package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.cli.progress.StandardStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written must not end as if it had been. */
@Tag("slow")
class StandardStreamTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "count --json",
        "version",
        "--help",
        "completion",
        "describe --cell=pnasnet5"
      })
  void aFullDeviceIsToldAndFails(String line) {
    int code = Pnas.run(failing("No space left on device"), err, line.split(" "));
    assertEquals(1, code);
    assertEquals(
        "pnas: the output cannot be written: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aReaderThatHasSeenEnoughEndsTheCommandQuietly() {
    assertEquals(141, Pnas.run(failing("Broken pipe"), err, "count"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsPrintedIsInUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardStream stream = new StandardStream(bytes);
    stream.writer().println("caf\u00e9");
    assertTrue(stream.failure().isEmpty());
    assertEquals(List.of("caf\u00e9"), bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  /** Java's own message of a missing file is its path alone. */
  @Test
  void aFileThatCannotBeWrittenIsToldWithTheReason() {
    int code =
        Pnas.run(
            new ByteArrayOutputStream(),
            err,
            "describe",
            "--cell=pnasnet5",
            "--picture=/nowhere/cell.svg");
    assertEquals(1, code);
    assertEquals(
        "pnas: /nowhere/cell.svg: there is no such file or directory\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void wrongUsageIsALineAndTheWayToHelp() {
    assertEquals(2, Pnas.run(new ByteArrayOutputStream(), err, "search", "--bogus"));
    List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(lines.get(0).startsWith("pnas: ") && lines.get(0).contains("--bogus"));
    assertEquals("pnas: pnas search --help shows what there is", lines.get(1));
  }
}
