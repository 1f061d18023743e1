package io.github.tribuopnas.base;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Runs third-party code that capitalizes ASCII names by the default locale. Tribuo finds the
 * methods of its messages that way; in Turkish and Azerbaijani {@code info} becomes {@code İnfo},
 * there is no such method, and a model could not be written after the whole search.
 */
public final class AsciiCapitals {

  private static final Object LOCK = new Object();

  private AsciiCapitals() {}

  /**
   * Runs work. Where the default locale has other capital letters, it is {@link Locale#ROOT} for
   * the whole process meanwhile, for some milliseconds; everywhere else nothing is changed.
   *
   * @param work what capitalizes names
   * @param <T> what the work gives
   * @return the result of the work
   */
  public static <T> T in(Supplier<T> work) {
    if ("i".toUpperCase(Locale.getDefault()).equals("I")) {
      return work.get();
    }
    synchronized (LOCK) {
      Locale before = Locale.getDefault();
      Locale.setDefault(Locale.ROOT);
      try {
        return work.get();
      } finally {
        Locale.setDefault(before);
      }
    }
  }
}
