package io.github.tribuopnas.cli.progress;

/**
 * Text from outside, fit for a terminal: names of classes and files may hold characters that move
 * its cursor, change its colors or turn the direction of what follows.
 */
public final class Printable {

  private static final char REPLACEMENT = '\uFFFD';

  private Printable() {}

  /**
   * Makes a text of one line printable.
   *
   * @param text any text
   * @return the text, with a replacement for each control character, line breaks included
   */
  public static String line(String text) {
    return replaced(text, "");
  }

  /**
   * Makes a text of several lines printable.
   *
   * @param text any text
   * @return the text, with a replacement for each control character but line breaks and tabs
   */
  public static String lines(String text) {
    // A carriage return alone lets what follows stand in place of what was there.
    return replaced(text.replace("\r\n", "\n"), "\n\t");
  }

  private static String replaced(String text, String kept) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      printable.append(isHarmless(c) || kept.indexOf(c) >= 0 ? c : REPLACEMENT);
    }
    return printable.toString();
  }

  private static boolean isHarmless(char c) {
    return !Character.isISOControl(c)
        && !(c >= '\u202a' && c <= '\u202e')
        && !(c >= '\u2066' && c <= '\u2069');
  }
}
