package io.github.tribuopnas.cli.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Works on a list in batches on all processors and gives the results in the order of the list. Only
 * a few batches are held at a time, however long the list is.
 */
final class OrderedBatches {

  private static final int AHEAD = 4;

  private OrderedBatches() {}

  /** What is done with a batch. */
  interface Work<T, R> {
    R of(List<T> batch);
  }

  /** Takes a result. */
  interface Sink<R> {
    void accept(R result) throws IOException;
  }

  /**
   * Runs through a list.
   *
   * @param list what to work on
   * @param size the most elements of a batch, at least 1
   * @param work done on any thread
   * @param sink takes the results on the calling thread, in order
   * @throws IOException if the sink throws it, or the thread was interrupted
   */
  static <T, R> void run(List<T> list, int size, Work<T, R> work, Sink<R> sink) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Deque<Future<R>> running = new ArrayDeque<>();
    try {
      for (int from = 0; from < list.size(); from += size) {
        List<T> batch = List.copyOf(list.subList(from, Math.min(from + size, list.size())));
        running.add(pool.submit(() -> work.of(batch)));
        if (running.size() > AHEAD * threads) {
          sink.accept(running.remove().get());
        }
      }
      for (Future<R> last : new ArrayList<>(running)) {
        sink.accept(last.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
