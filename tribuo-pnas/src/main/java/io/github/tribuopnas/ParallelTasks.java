package io.github.tribuopnas;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks on threads.
 *
 * @param atOnce how many run at the same time, at least 1
 */
record ParallelTasks(int atOnce) {

  /** What can be interrupted. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws InterruptedException;
  }

  /**
   * The outcome of a task.
   *
   * @param value its result; empty if it failed
   * @param reason why it failed; empty if it did not
   */
  record Answer<T>(Optional<T> value, String reason) {}

  /**
   * Runs all tasks to their end. One that fails leaves the others alone; an error of the program
   * ends them all, and is thrown.
   *
   * @param tasks started in this order
   * @param release frees the results of tasks that had ended if this throws
   * @return the outcome of each, in the order of the tasks
   * @throws InterruptedException if the thread was interrupted, after all tasks have ended
   */
  <T> List<Answer<T>> run(List<Task<T>> tasks, Consumer<T> release) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(atOnce, tasks.size()),
            work -> {
              Thread thread = new Thread(work, "pnas-final");
              thread.setDaemon(true);
              return thread;
            });
    List<Future<T>> futures = new ArrayList<>();
    try {
      for (Task<T> task : tasks) {
        futures.add(threads.submit(task::run));
      }
      List<Answer<T>> answers = new ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(answer(future));
      }
      return answers;
    } catch (InterruptedException | Error e) {
      threads.shutdownNow();
      awaitEnd(threads);
      for (Future<T> future : futures) {
        free(future, release);
      }
      throw e;
    } finally {
      threads.shutdown();
    }
  }

  private static <T> void free(Future<T> future, Consumer<T> release) throws InterruptedException {
    try {
      if (future.isDone()) {
        release.accept(future.get());
      }
    } catch (ExecutionException withoutResult) {
      // What failed has nothing to free, and it was told or comes too late.
    }
  }

  private static <T> Answer<T> answer(Future<T> future) throws InterruptedException {
    try {
      return new Answer<>(Optional.of(future.get()), "");
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      if (cause instanceof Error error && !(cause instanceof OutOfMemoryError)) {
        throw error;
      }
      return new Answer<>(
          Optional.empty(), String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** A network must not be freed while a step of its training runs. */
  private static void awaitEnd(ExecutorService threads) {
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException again) {
        // A second interruption waits for the step too.
        ended = false;
      }
    }
  }
}
