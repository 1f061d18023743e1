package io.github.tribuopnas.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each task, on a terminal's standard error. */
final class ProgressBars implements ProgressDisplay {

  private static final int UPDATE_MILLIS = 200;

  private ProgressBar bar;

  @Override
  public void start(String task, int steps) {
    finish();
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void step(String message) {
    bar.setExtraMessage(message);
    bar.step();
  }

  @Override
  public void finish() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
