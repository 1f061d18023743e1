package io.github.tribuopnas.cli.progress;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches: a bar that is redrawn is of no use in a file. */
public final class Terminal {

  private Terminal() {}

  /**
   * Tells whether input and output are those of a terminal.
   *
   * @return true if somebody may be watching
   */
  public static boolean isWatched() {
    return isWatched(Console.class, System.console());
  }

  /**
   * Tells whether a console is a terminal. Up to Java 21 there is a console at a terminal only;
   * from Java 22 on there may always be one, which is asked by a method that Java 17 does not know.
   *
   * @param type the class of consoles
   * @param console null for none
   */
  static <T> boolean isWatched(Class<T> type, @Nullable T console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) type.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
