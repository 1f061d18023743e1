package io.github.tribuopnas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines for a shell that the pages of the documentation show. */
final class ShellLines {

  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCED = Pattern.compile("```(\\w*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INDENTED = Pattern.compile("^ {4}(?=\\S)(.*)$", Pattern.MULTILINE);
  private static final Pattern CONTINUED = Pattern.compile("\\\\\n\\s*");

  /** Indented text that is no command: a tree of files. */
  private static final Pattern LISTING = Pattern.compile("[\\w-]+(/[\\w.-]+)+");

  private ShellLines() {}

  /** Returns the pages for people, without the one that is made from the commands. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String page : List.of("README.md", "onnx-export/README.md", "benchmarks/README.md")) {
      pages.add(ROOT.resolve(page));
    }
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.endsWith("commands.md"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }

  /** Returns the lines of all pages, without comments, with those that go on in the next joined. */
  static List<String> all() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path page : pages()) {
      String text = CONTINUED.matcher(Files.readString(page)).replaceAll("");
      Matcher fenced = FENCED.matcher(text);
      while (fenced.find()) {
        boolean shell = List.of("sh", "bash", "shell", "console").contains(fenced.group(1));
        fenced
            .group(2)
            .lines()
            .filter(line -> shell || line.startsWith("./pnas "))
            .forEach(line -> add(lines, line));
      }
      Matcher indented = INDENTED.matcher(FENCED.matcher(text).replaceAll(""));
      while (indented.find()) {
        if (!LISTING.matcher(indented.group(1)).matches()) {
          add(lines, indented.group(1));
        }
      }
    }
    return lines;
  }

  private static void add(List<String> lines, String line) {
    String command = line.replaceFirst("\\s+#.*", "").strip();
    if (!command.isEmpty()) {
      lines.add(command);
    }
  }
}
