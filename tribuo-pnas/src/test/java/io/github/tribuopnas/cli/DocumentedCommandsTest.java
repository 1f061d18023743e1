package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Every command line in the guides is one, and those that cost nothing run. */
class DocumentedCommandsTest {

  private static final Pattern LINE =
      Pattern.compile("^\\s*(?:source <\\()?\\./pnas ([^#)\\n]*)", Pattern.MULTILINE);

  private static final Set<String> CHEAP = Set.of("count", "describe", "version", "completion");

  private static List<String> lines() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
      docs.filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.endsWith("commands.md"))
          .sorted()
          .forEach(pages::add);
    }
    List<String> lines = new ArrayList<>();
    for (Path page : pages) {
      Matcher line = LINE.matcher(Files.readString(page));
      while (line.find()) {
        lines.add(line.group(1).strip());
      }
    }
    return lines;
  }

  @Test
  void everyLineHasCommandsAndOptionsThatExist() throws IOException {
    List<String> lines = lines();
    assertTrue(lines.size() >= 8, lines.toString());
    for (String line : lines) {
      try {
        Pnas.commandLine().parseArgs(line.split("\\s+"));
      } catch (ParameterException e) {
        throw new AssertionError("./pnas " + line + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void theCheapOnesRun() throws IOException {
    int run = 0;
    for (String line : lines()) {
      String[] words = line.split("\\s+");
      if (CHEAP.contains(words[0])) {
        StringWriter out = new StringWriter();
        int code = Pnas.run(new PrintWriter(out), new PrintWriter(out), words);
        assertEquals(0, code, () -> "./pnas " + line + "\n" + out);
        run++;
      }
    }
    assertTrue(run >= 4, run + " lines run");
  }
}
