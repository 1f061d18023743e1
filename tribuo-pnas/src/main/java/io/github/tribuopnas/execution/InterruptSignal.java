package io.github.tribuopnas.execution;

import java.lang.reflect.Proxy;

/**
 * What happens on Ctrl-C. The class of the platform that tells of signals is there in every JDK but
 * belongs to no standard, so it is used by name, and done without where it is missing.
 */
public final class InterruptSignal {

  private InterruptSignal() {}

  /**
   * Replaces what Ctrl-C does.
   *
   * @param action what it does from now on, on a thread of its own
   * @return whether the platform allows it; if not, Ctrl-C ends the process as ever
   */
  public static boolean handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              InterruptSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
      return true;
    } catch (ReflectiveOperationException | LinkageError absent) {
      // Not the JDK's own class library; the search then ends at once, and can be resumed too.
      return false;
    }
  }
}
