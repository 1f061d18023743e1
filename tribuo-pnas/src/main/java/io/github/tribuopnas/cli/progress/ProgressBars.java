package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each task, on a terminal's standard error. */
public final class ProgressBars implements ProgressDisplay {

  private static final int UPDATE_MILLIS = 200;

  private ProgressBar bar;
  private boolean stateIsShown;

  @Override
  public void start(String task, int steps, Supplier<Optional<Duration>> left) {
    finish();
    stateIsShown = false;
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setEtaFunction(state -> left.get())
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void state(String state) {
    stateIsShown = !state.isEmpty();
    bar.setExtraMessage(" " + state);
  }

  @Override
  public void step(String event) {
    if (!stateIsShown) {
      bar.setExtraMessage(" " + event);
    }
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
