package io.github.tribuopnas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Writes the page of commands: {@code docs/write commands}. */
public final class CommandReference {

  static final String REWRITE = "docs/write commands";

  private CommandReference() {}

  /**
   * Writes the page.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), page());
  }

  /**
   * Returns the page: the help of the command and of each of its parts, in the locale that the
   * command fixes for itself, by which picocli sorts options.
   */
  static String page() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ROOT);
    try {
      return written();
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String written() {
    StringBuilder page =
        new StringBuilder("# Commands\n\n")
            .append(
                "What `./pnas COMMAND --help` prints. This page is made from the commands; write"
                    + " it")
            .append(" anew with\n\n    ")
            .append(REWRITE)
            .append("\n");
    CommandLine pnas = Pnas.commandLine();
    append(page, "pnas", pnas);
    pnas.getSubcommands().forEach((name, command) -> append(page, "pnas " + name, command));
    return page.toString();
  }

  private static void append(StringBuilder page, String name, CommandLine command) {
    page.append("\n## ").append(name).append("\n\n```\n");
    String help = command.setUsageHelpWidth(90).getUsageMessage(Ansi.OFF);
    help.lines().forEach(line -> page.append(line.stripTrailing()).append('\n'));
    page.append("```\n");
  }
}
