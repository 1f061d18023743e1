package io.github.tribuopnas.base;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as Java's own options have them: {@code 512M}, {@code 4G}. */
public final class MemorySize {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([MmGgTt])");
  private static final int MEGA = 20;
  private static final int GIGA = 30;
  private static final int TERA = 40;

  private MemorySize() {}

  /**
   * Reads an amount.
   *
   * @param text a whole number with the unit M, G or T, powers of 1024 bytes
   * @return bytes, above 0
   * @throws IllegalArgumentException if the text has another form, is 0 or is too much to be
   *     counted
   */
  public static long parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no amount of memory above 0; write it like 512M, 4G or 1T");
    }
    int shift =
        switch (Character.toUpperCase(matcher.group(2).charAt(0))) {
          case 'M' -> MEGA;
          case 'G' -> GIGA;
          default -> TERA;
        };
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException(Quoted.of(text) + " is more memory than can be counted");
    }
    return number << shift;
  }
}
