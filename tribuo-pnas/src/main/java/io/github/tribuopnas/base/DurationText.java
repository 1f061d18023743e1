package io.github.tribuopnas.base;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 45s}, {@code 90m}, {@code 2h30m}, {@code 3d}. */
public final class DurationText {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?");

  private DurationText() {}

  /**
   * Reads a time.
   *
   * @param text days, hours, minutes and seconds in that order, at least one of them
   * @return the time, above 0
   * @throws IllegalArgumentException if the text has another form or is 0
   */
  public static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    Duration time =
        matcher.matches()
            ? Duration.ofDays(part(matcher, 1))
                .plusHours(part(matcher, 2))
                .plusMinutes(part(matcher, 3))
                .plusSeconds(part(matcher, 4))
            : Duration.ZERO;
    if (time.isZero()) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no time above 0; write it like 45s, 90m, 2h30m or 3d");
    }
    return time;
  }

  /**
   * Writes a time by its two largest units.
   *
   * @param time in whole seconds
   * @return the text, such as {@code 2h30m}
   */
  public static String of(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return both(minutes, "m", seconds % 60, "s");
    }
    return minutes < 24 * 60
        ? both(minutes / 60, "h", minutes % 60, "m")
        : both(minutes / (24 * 60), "d", minutes / 60 % 24, "h");
  }

  private static String both(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
