package io.github.tribuopnas.cli.progress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TerminalTest {

  /** A console of Java 22 and later. */
  public static final class Later {

    private final boolean terminal;

    Later(boolean terminal) {
      this.terminal = terminal;
    }

    /** As that of the JDK. */
    public boolean isTerminal() {
      return terminal;
    }
  }

  /** What a process prints whose output is a pipe. */
  static final class Piped {
    public static void main(String[] arguments) {
      System.out.print(Terminal.isWatched());
    }
  }

  @Test
  void aConsoleThatCannotBeAskedIsATerminal() {
    assertTrue(Terminal.isWatched(Object.class, new Object()));
    assertFalse(Terminal.isWatched(Object.class, null));
  }

  @Test
  void aConsoleThatCanBeAskedIsBelieved() {
    assertTrue(Terminal.isWatched(Later.class, new Later(true)));
    assertFalse(Terminal.isWatched(Later.class, new Later(false)));
    assertFalse(Terminal.isWatched(Later.class, null));
  }

  /** {@code jdk.internal.le} is what gives a console without a terminal, by default in Java 22. */
  @Tag("slow")
  @Test
  void aPipeIsNoTerminalWhateverConsoleTheJdkGives() throws IOException, InterruptedException {
    for (String console : new String[] {"java.base", "jdk.internal.le"}) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Djdk.console=" + console,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Piped.class.getName())
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertTrue(out.equals("false"), console + ": " + out);
    }
  }
}
