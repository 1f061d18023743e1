package io.github.tribuopnas.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The names that options had in version 0.1, which are still read. */
public final class FormerOptions {

  private static final Map<String, String> NAMES =
      Map.of("--ask", "--refit-every", "--set", "--override", "--final-set", "--final-override");

  private FormerOptions() {}

  /**
   * Replaces former names in a command line.
   *
   * @param words as typed
   * @param notice told of each former name, in a line
   * @return the words with the names of today
   */
  public static List<String> replaced(List<String> words, Consumer<String> notice) {
    List<String> replaced = new ArrayList<>();
    for (String word : words) {
      int end = word.contains("=") ? word.indexOf('=') : word.length();
      String name = word.substring(0, end);
      if (NAMES.containsKey(name)) {
        notice.accept(
            name + " is now " + NAMES.get(name) + "; the next version reads the new name only");
      }
      replaced.add(name(name) + word.substring(end));
    }
    return replaced;
  }

  /**
   * Returns the name of an option.
   *
   * @param name a name of today or a former one
   * @return its name today
   */
  static String name(String name) {
    return NAMES.getOrDefault(name, name);
  }
}
