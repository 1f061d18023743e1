package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.trained.Evaluation;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows each epoch of a training with its loss and, where it is measured, its accuracy. */
public final class EpochProgress implements EpochListener {

  private final ProgressDisplay display;
  private final boolean measured;
  private final EpochPace pace;
  private final Countdown left;
  private boolean started;
  private double lastLoss;

  /**
   * Prepares the display.
   *
   * @param display shows the epochs
   * @param measured whether accuracies will be told
   * @param nanoTime a clock in nanoseconds from any origin
   */
  public EpochProgress(ProgressDisplay display, boolean measured, LongSupplier nanoTime) {
    pace = new EpochPace(nanoTime);
    left = new Countdown(nanoTime);
    this.display = display;
    this.measured = measured;
  }

  @Override
  public void epochFinished(int epoch, int epochs, double loss) {
    if (!started) {
      started = true;
      display.start(
          epoch == 1 ? "epoch" : "after epoch " + (epoch - 1) + ":",
          epochs - epoch + 1,
          left::left);
    }
    lastLoss = loss;
    if (!measured) {
      step(epochs - epoch, String.format(Locale.ROOT, "loss %.4f", loss));
    }
  }

  @Override
  public void evaluated(int epoch, int epochs, Evaluation evaluation) {
    step(
        epochs - epoch,
        String.format(
            Locale.ROOT, "loss %.4f, validation accuracy %.4f", lastLoss, evaluation.accuracy()));
  }

  private void step(int further, String event) {
    pace.ended();
    left.set(pace.seconds() * further);
    display.step(event);
  }
}
