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
import org.jspecify.annotations.Nullable;

/** Interrupts threads that take too long, by the monotonic clock. */
public final class TrialTimeout implements AutoCloseable {

  private static final double MILLIS = 1000;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pnas-timeout");
            thread.setDaemon(true);
            return thread;
          });

  /** The end of the time of one thread. */
  private static final class Deadline {

    private final Thread thread;
    private @Nullable Future<?> expiry;
    private boolean expired;
    private boolean cleared;

    private Deadline(Thread thread) {
      this.thread = thread;
    }

    private synchronized void expire() {
      if (!cleared) {
        expired = true;
        thread.interrupt();
      }
    }

    /** Returns whether the time ran out. */
    synchronized boolean expired() {
      return expired;
    }

    /** Called by the thread itself, which is not interrupted by this deadline afterwards. */
    synchronized void clear() {
      cleared = true;
      if (expiry != null) {
        expiry.cancel(false);
      }
      if (expired) {
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
    Deadline deadline = start(limit);
    try {
      return task.run(proposal);
    } catch (InterruptedException e) {
      if (!deadline.expired()) {
        throw e;
      }
      return Trial.failed(
          proposal,
          Failure.TIMEOUT,
          "it ran for more than " + limit.toMillis() / MILLIS + " s, which a trial may take",
          Metrics.NONE);
    } finally {
      deadline.clear();
    }
  }

  /** Starts the time of the calling thread. */
  private Deadline start(Duration limit) {
    Deadline deadline = new Deadline(Thread.currentThread());
    if (limit.compareTo(Budget.FOREVER) < 0) {
      deadline.expiry = clock.schedule(deadline::expire, limit.toNanos(), TimeUnit.NANOSECONDS);
    }
    return deadline;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
