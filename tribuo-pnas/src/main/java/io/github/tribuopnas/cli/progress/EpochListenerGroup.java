package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.trained.Evaluation;
import java.util.List;

/** Tells several listeners of a training, in their order. */
public final class EpochListenerGroup implements EpochListener {

  private final List<EpochListener> listeners;

  /**
   * Groups listeners.
   *
   * @param listeners those to tell
   */
  public EpochListenerGroup(EpochListener... listeners) {
    this.listeners = List.of(listeners);
  }

  @Override
  public void epochFinished(int epoch, int epochs, double loss) {
    listeners.forEach(listener -> listener.epochFinished(epoch, epochs, loss));
  }

  @Override
  public void resumed(List<Evaluation> evaluations) {
    listeners.forEach(listener -> listener.resumed(evaluations));
  }

  @Override
  public void evaluated(int epoch, int epochs, Evaluation evaluation) {
    listeners.forEach(listener -> listener.evaluated(epoch, epochs, evaluation));
  }
}
