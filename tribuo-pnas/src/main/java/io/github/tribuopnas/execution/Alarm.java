package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.Budget;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that take too long, by the monotonic clock. */
final class Alarm implements AutoCloseable {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pnas-alarm");
            thread.setDaemon(true);
            return thread;
          });

  /** An alarm set for one thread. */
  static final class Setting {

    private final Thread thread;
    private Future<?> ringing;
    private boolean rang;
    private boolean cleared;

    private Setting(Thread thread) {
      this.thread = thread;
    }

    private synchronized void ring() {
      if (!cleared) {
        rang = true;
        thread.interrupt();
      }
    }

    /** Returns whether the time ran out. */
    synchronized boolean rang() {
      return rang;
    }

    /** Ends the alarm; to be called by the thread, which is not interrupted by it afterwards. */
    synchronized void clear() {
      cleared = true;
      if (ringing != null) {
        ringing.cancel(false);
      }
      if (rang) {
        Thread.interrupted();
      }
    }
  }

  /** Sets an alarm for the calling thread. */
  Setting set(Duration limit) {
    Setting setting = new Setting(Thread.currentThread());
    if (limit.compareTo(Budget.FOREVER) < 0) {
      setting.ringing = clock.schedule(setting::ring, limit.toNanos(), TimeUnit.NANOSECONDS);
    }
    return setting;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
