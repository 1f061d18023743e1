package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.image.download.DownloadListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each download, on a terminal's standard error. */
public final class DownloadBar implements DownloadListener {

  private static final long MEBIBYTE = 1 << 20;

  @SuppressWarnings("NullAway.Init") // A download reports its start first.
  private ProgressBar bar;

  @Override
  public void started(String file, long bytes) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(file)
            .setInitialMax(bytes)
            .setUnit(" MiB", MEBIBYTE)
            .setStyle(ProgressBarStyle.ASCII)
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void received(long bytes) {
    bar.stepTo(bytes);
  }

  @Override
  public void ended() {
    bar.close();
  }
}
