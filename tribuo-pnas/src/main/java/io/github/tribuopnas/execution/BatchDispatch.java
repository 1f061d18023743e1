package io.github.tribuopnas.execution;

import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a number of trials of a batch running on threads, as long as more are wanted.
 *
 * @param <A> the type of architectures
 */
public final class BatchDispatch<A> implements AutoCloseable {

  /**
   * Runs one trial.
   *
   * @param <A> the type of architectures
   */
  @FunctionalInterface
  public interface Task<A> {
    /**
     * Runs a trial.
     *
     * @param proposal what to run
     * @return the trial, failed ones included
     * @throws InterruptedException if it is to stop
     */
    Trial<A> run(Proposal<A> proposal) throws InterruptedException;
  }

  private final int atOnce;
  private final Task<A> task;
  private final ExecutorService threads;

  /**
   * Starts threads that wait for trials.
   *
   * @param atOnce how many trials run at the same time, at least 1
   * @param task runs a trial
   */
  public BatchDispatch(int atOnce, Task<A> task) {
    this.atOnce = atOnce;
    this.task = task;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "pnas-worker-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a batch as {@link TrialExecutor#execute} describes.
   *
   * @param batch the trials, started in this order
   * @param callback told of each finished trial, on the calling thread
   * @throws InterruptedException if the calling thread is interrupted; running trials are stopped
   */
  public void run(List<Proposal<A>> batch, TrialExecutor.Callback<A> callback)
      throws InterruptedException {
    CompletionService<Trial<A>> completion = new ExecutorCompletionService<>(threads);
    Deque<Proposal<A>> left = new ArrayDeque<>(batch);
    Set<Future<Trial<A>>> running = new HashSet<>();
    try {
      while (true) {
        while (running.size() < atOnce && !left.isEmpty() && callback.goesOn()) {
          Proposal<A> next = left.remove();
          running.add(completion.submit(() -> task.run(next)));
        }
        if (running.isEmpty()) {
          return;
        }
        Future<Trial<A>> ended = completion.take();
        running.remove(ended);
        callback.finished(ended.get());
        left.addAll(callback.more());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a trial could not be run: " + e.getCause(), e.getCause());
    } finally {
      running.forEach(future -> future.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
