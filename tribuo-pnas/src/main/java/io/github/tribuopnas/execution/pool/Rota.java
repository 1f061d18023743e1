package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which workers of a GPU take trials, as many as may train at once; the others wait.
 *
 * @param <W> the workers
 */
final class Rota<W> {

  private final MeasuredWidth width;
  private final Deque<W> waiting;
  private int working;
  private int taking;
  private int training;

  /**
   * Starts with all workers waiting.
   *
   * @param workers of one GPU
   * @param width how many of them may train
   */
  Rota(List<W> workers, MeasuredWidth width) {
    waiting = new ArrayDeque<>(workers);
    working = workers.size();
    this.width = width;
  }

  /** Returns the workers that begin to take trials. */
  synchronized List<W> next() {
    List<W> next = new ArrayList<>();
    while (taking < width.workers() && !waiting.isEmpty()) {
      next.add(waiting.remove());
      taking++;
    }
    return next;
  }

  /** Notes that a worker begins a trial; returns what {@link #ended} is told. */
  synchronized int begun() {
    training++;
    return width.stage();
  }

  /**
   * Notes that a worker has ended a trial.
   *
   * @param stage what {@link #begun} returned
   * @param trial null if it was broken off
   */
  synchronized void ended(int stage, @Nullable Trial<?> trial) {
    if (trial != null && trial.isComplete()) {
      width.ended(
          stage,
          training,
          trial.proposal().level(),
          trial.metrics().get(Metrics.EPOCHS),
          trial.metrics().get(Metrics.SECONDS));
    }
    training--;
  }

  /** Tells whether a worker that has ended a trial may begin another. */
  synchronized boolean goesOn() {
    return taking <= width.workers();
  }

  /** Notes that a worker begins no trial for now; returns those that begin to take trials. */
  synchronized List<W> rests(W worker) {
    taking--;
    waiting.addFirst(worker);
    return next();
  }

  /** Notes that a worker is gone for good; returns those that begin to take trials. */
  synchronized List<W> leaves() {
    taking--;
    working--;
    width.atMost(working);
    return next();
  }
}
