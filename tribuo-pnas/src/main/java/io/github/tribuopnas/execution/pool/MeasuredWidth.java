package io.github.tribuopnas.execution.pool;

import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How many workers of a GPU train at once: as many as train the most images a second together,
 * which the first trials tell. It begins with all of them; then half as many try, and so on, as
 * long as fewer are not slower. Nothing but the time that trials take depends on it.
 */
final class MeasuredWidth {

  /** The stage in which nothing is measured. */
  static final int NO_STAGE = -1;

  private static final Logger logger = Logger.getLogger(MeasuredWidth.class.getName());

  /** Fewer workers are as fast if they train this part of the images, and leave more memory. */
  private static final double AS_FAST = 0.97;

  /** Trials differ, so that one says little. */
  private static final int LEAST_TRIALS = 4;

  private final String gpu;
  private int most;
  private int level;
  private int width;
  private int stage;
  private boolean isSettled;
  private int skipped;
  private int counted;
  private double epochs;
  private double seconds;
  private int best;
  private double bestRate;

  private MeasuredWidth(String gpu, int width, boolean isSettled) {
    this.gpu = gpu;
    most = width;
    this.width = width;
    this.isSettled = isSettled;
    best = width;
  }

  /** Returns one that is measured. */
  static MeasuredWidth from(String gpu, int workers) {
    return new MeasuredWidth(gpu, workers, workers == 1);
  }

  /** Returns one that is as given. */
  static MeasuredWidth fixed(int workers) {
    return new MeasuredWidth("", workers, true);
  }

  /** Returns how many may train now. */
  int workers() {
    return width;
  }

  /** Returns a number that changes with what is measured. */
  int stage() {
    return isSettled ? NO_STAGE : stage;
  }

  /**
   * Takes a trial into account, unless it began before others changed the width.
   *
   * @param ofStage the stage in which it began
   * @param training how many trained when it ended, itself included
   * @param ofLevel its level; cells of higher ones take longer, so that they are measured alone
   * @param trialEpochs that it trained
   * @param trialSeconds that it took
   */
  void ended(int ofStage, int training, int ofLevel, double trialEpochs, double trialSeconds) {
    if (!isSettled && ofLevel > level) {
      level = ofLevel;
      restart();
    }
    if (isSettled
        || ofLevel < level
        || ofStage != stage
        || training != width
        || !(trialEpochs > 0 && trialSeconds > 0)) {
      return;
    }
    // Engines load first, and trials of the stage before still run.
    if (skipped < width) {
      skipped++;
      return;
    }
    epochs += trialEpochs;
    seconds += trialSeconds;
    counted++;
    if (counted >= Math.max(LEAST_TRIALS, width)) {
      judge(width * epochs / seconds);
    }
  }

  private void judge(double rate) {
    boolean isFirst = bestRate == 0;
    if (isFirst || rate >= AS_FAST * bestRate) {
      best = width;
      bestRate = Math.max(bestRate, rate);
      if (width > 1) {
        begin((width + 1) / 2);
        return;
      }
    }
    isSettled = true;
    width = best;
    logger.log(
        Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "GPU %s: %d candidates train at once, %.3g epochs a second",
                gpu,
                best,
                bestRate));
  }

  private void begin(int newWidth) {
    width = newWidth;
    stage++;
    skipped = 0;
    counted = 0;
    epochs = 0;
    seconds = 0;
  }

  /** Leaves room for fewer workers from now on; what was measured with more is void. */
  void atMost(int workers) {
    most = Math.min(most, workers);
    best = Math.min(best, most);
    if (width > most) {
      restart();
      isSettled |= most == 1;
    }
  }

  private void restart() {
    begin(most);
    best = most;
    bestRate = 0;
  }
}
