package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells is true: its program compiles, its test command is the one CI runs. */
class ReadmeTest {

  private static final Path README = Path.of("..", "README.md");

  @Test
  void itsProgramCompiles(@TempDir Path classes) throws IOException {
    List<String> blocks = JavaBlocks.of(README);
    assertEquals(1, blocks.size(), "the README shows a program");
    assertEquals(List.of(), JavaBlocks.errors(blocks.get(0), classes));
  }

  @Test
  void itsTestCommandIsTheOneOfTheCiScript() throws IOException {
    assertTrue(Files.readString(README).contains("    mvn verify "));
    assertTrue(Files.readAllLines(Path.of("..", ".ci", "run")).contains("mvn verify"));
  }
}
