package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that take too long, by the monotonic clock. */
public final class TrialTimeout implements AutoCloseable {

  private static final double MILLIS = 1000;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pnas-alarm");
            thread.setDaemon(true);
            return thread;
          });

  /** An alarm set for one thread. */
  private static final class Setting {

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

  /**
   * Runs a trial on the calling thread, which is interrupted when the time is up.
   *
   * @param proposal what to run
   * @param limit how long it may take; {@link Budget#FOREVER} for no limit
   * @param task runs it, and stops when its thread is interrupted
   * @param <A> the type of architectures
   * @return the trial of the task, or one that failed by a timeout
   * @throws InterruptedException if the thread is interrupted for another reason
   */
  public <A> Trial<A> run(Proposal<A> proposal, Duration limit, BatchDispatch.Task<A> task)
      throws InterruptedException {
    Setting setting = set(limit);
    try {
      return task.run(proposal);
    } catch (InterruptedException e) {
      if (!setting.rang()) {
        throw e;
      }
      return Trial.failed(
          proposal,
          Failure.TIMEOUT,
          "it ran for more than " + limit.toMillis() / MILLIS + " s, which a trial may take",
          Metrics.NONE);
    } finally {
      setting.clear();
    }
  }

  /** Sets an alarm for the calling thread. */
  private Setting set(Duration limit) {
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
