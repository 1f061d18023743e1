package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for each task, on a terminal's standard error. */
public final class ProgressBars implements ProgressDisplay {

  private static final int UPDATE_MILLIS = 200;

  private @Nullable ProgressBar bar;
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
  public void steps(int steps) {
    running().maxHint(steps);
  }

  @Override
  public void state(String state) {
    stateIsShown = !state.isEmpty();
    running().setExtraMessage(" " + state);
  }

  @Override
  public void step(String event) {
    if (!stateIsShown) {
      running().setExtraMessage(" " + event);
    }
    running().step();
  }

  private ProgressBar running() {
    return Objects.requireNonNull(bar, "no task was started");
  }

  @Override
  public void finish() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
