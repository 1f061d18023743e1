package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.engine.GradientMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that train one network: the calling one and others that wait for it. Each has the
 * engine on one thread, without a record for the backward pass.
 */
final class ReplicaThreads implements AutoCloseable {

  private final int others;
  private final ExecutorService executor;

  /**
   * Prepares threads, which start when they are first needed.
   *
   * @param number how many, the calling one included, at least 1
   */
  ReplicaThreads(int number) {
    others = number - 1;
    executor =
        Executors.newFixedThreadPool(
            Math.max(1, others),
            task -> {
              Thread thread = new Thread(() -> onOneEngineThread(task), "replica");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static void onOneEngineThread(Runnable task) {
    try (EngineThreads engine = EngineThreads.one();
        GradientMode mode = GradientMode.off()) {
      task.run();
    }
  }

  /**
   * Runs tasks, each on any of the threads, and returns when all have ended. What a task does must
   * not depend on the others.
   *
   * @param tasks what is to be done
   */
  void run(List<? extends Runnable> tasks) {
    AtomicInteger next = new AtomicInteger();
    Runnable all =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            tasks.get(i).run();
          }
        };
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < Math.min(others, tasks.size() - 1); i++) {
      waiting.add(executor.submit(all));
    }
    try {
      all.run();
    } finally {
      waiting.forEach(ReplicaThreads::await);
    }
  }

  /** Waits even if interrupted: what the other thread computes with must not be freed before. */
  private static void await(Future<?> task) {
    boolean wasInterrupted = false;
    while (true) {
      try {
        task.get();
        break;
      } catch (InterruptedException e) {
        wasInterrupted = true;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } finally {
        if (wasInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
