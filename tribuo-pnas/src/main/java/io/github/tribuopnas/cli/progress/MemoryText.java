package io.github.tribuopnas.cli.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Amounts of memory as Java's own options have them: {@code 512M}, {@code 4G}. */
public final class MemoryText implements ITypeConverter<Long> {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([MmGgTt])");
  private static final int MEGA = 20;
  private static final int GIGA = 30;
  private static final int TERA = 40;

  @Override
  public Long convert(String text) {
    Matcher matcher = TEXT.matcher(text);
    long number = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    if (number == 0) {
      throw new TypeConversionException(
          "'" + text + "' is no amount of memory above 0; write it like 512M, 4G or 1T");
    }
    int shift =
        switch (Character.toUpperCase(matcher.group(2).charAt(0))) {
          case 'M' -> MEGA;
          case 'G' -> GIGA;
          default -> TERA;
        };
    if (number > Long.MAX_VALUE >> shift) {
      throw new TypeConversionException("'" + text + "' is more memory than can be counted");
    }
    return number << shift;
  }
}
