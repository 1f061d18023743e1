package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The help of every command, the page made of it, and the completion in shells. */
class CommandReferenceTest {

  @Test
  void thePageIsThatOfTheCommands() throws IOException {
    assertEquals(
        CommandReference.page(),
        Files.readString(Path.of("..", "docs", "commands.md")),
        "docs/commands.md is out of date; write it with " + CommandReference.REWRITE);
  }

  @Test
  void everyCommandHasAnExampleInItsHelpAndTheOptionsItNames() {
    for (Map.Entry<String, CommandLine> entry : Pnas.commandLine().getSubcommands().entrySet()) {
      CommandLine command = entry.getValue();
      String[] footer = command.getCommandSpec().usageMessage().footer();
      String example = String.join("\n", footer);
      assertTrue(example.contains("pnas " + entry.getKey()), entry.getKey() + " lacks an example");
      for (String word : example.split("\\s+")) {
        if (word.matches("--?[a-z][-a-z]*")) {
          assertTrue(
              command.getCommandSpec().findOption(word) != null,
              "the example of " + entry.getKey() + " has the unknown option " + word);
        }
      }
    }
  }

  private static String completion() {
    StringWriter out = new StringWriter();
    assertEquals(0, Pnas.run(new PrintWriter(out), new PrintWriter(out), "completion"));
    return out.toString();
  }

  /** Returns what a shell offers for a line, in its own words. */
  private static String offered(Path directory, String shell, String script)
      throws IOException, InterruptedException {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
        "no " + shell + " on the PATH: completion in it was not tried");
    Files.writeString(directory.resolve("completion"), completion());
    Process process =
        new ProcessBuilder(shell, "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return out.strip();
  }

  private static String complete(String... words) {
    return "source ./completion; COMP_WORDS=("
        + String.join(" ", words)
        + "); COMP_CWORD="
        + (words.length - 1)
        + "; _complete_pnas 2> errors; echo ${COMPREPLY[@]}";
  }

  @Tag("slow")
  @Test
  void bashCompletesCommandsAndOptions(@TempDir Path directory)
      throws IOException, InterruptedException {
    assertEquals(
        new TreeSet<>(Pnas.commandLine().getSubcommands().keySet()),
        new TreeSet<>(
            Arrays.stream(offered(directory, "bash", complete("pnas", "''")).split("\\s+"))
                .filter(word -> !word.startsWith("-"))
                .toList()));
    assertEquals("search", offered(directory, "bash", complete("pnas", "sea")));
    List<String> options =
        List.of(offered(directory, "bash", complete("pnas", "search", "--be")).split("\\s+"));
    assertEquals(List.of("--beam"), options);
  }

  @Tag("slow")
  @Test
  void zshTakesTheSameScript(@TempDir Path directory) throws IOException, InterruptedException {
    assertEquals("ok", offered(directory, "zsh", "source ./completion && echo ok"));
  }
}
