package io.github.tribuopnas.cli.run;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes words so that a shell reads them back. */
public final class ShellWords {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWords() {}

  /**
   * Returns words as a line for a POSIX shell.
   *
   * @param words the words
   * @return the words, quoted where needed, with a space between them
   */
  public static String quoted(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
