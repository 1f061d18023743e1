package io.github.tribuopnas.execution.pool;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a worker when its driver is gone, whatever the worker does at the time: starting up, reading
 * from a pipe that another process holds open, writing into a full one, or computing in native
 * code. Parents are compared, because the number of a process that is gone can be given to another.
 */
final class DriverWatch {

  /** The environment variable with the number of the driver's process. */
  static final String VARIABLE = "PNAS_DRIVER";

  private static final int FAILED = 1;
  private static final long PERIOD_MILLIS = 500;

  /** Found when the worker starts: later a thread may hold the lock of the system's loader. */
  private final Optional<Function> exit = exit();

  private final long driver;

  private DriverWatch(long driver) {
    this.driver = driver;
  }

  /** Watches from now on. */
  static void start() {
    String driver = System.getenv(VARIABLE);
    if (driver == null) {
      throw new IllegalStateException(
          "a worker is started by a driver only, which sets " + VARIABLE);
    }
    DriverWatch watch = new DriverWatch(Long.parseLong(driver));
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "pnas-driver-watch");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleAtFixedRate(watch::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    boolean lives =
        ProcessHandle.current()
            .parent()
            .filter(parent -> parent.pid() == driver && parent.isAlive())
            .isPresent();
    if (!lives) {
      end();
    }
  }

  /**
   * Ends the process. Even {@link Runtime#halt} runs the destructors of native libraries, while
   * other threads compute in these, and may wait for ever.
   */
  private void end() {
    exit.ifPresent(function -> function.invokeVoid(new Object[] {FAILED}));
    Runtime.getRuntime().halt(FAILED);
  }

  private static Optional<Function> exit() {
    try {
      return Optional.of(Function.getFunction(Platform.C_LIBRARY_NAME, "_exit"));
    } catch (UnsatisfiedLinkError absent) {
      return Optional.empty();
    }
  }
}
