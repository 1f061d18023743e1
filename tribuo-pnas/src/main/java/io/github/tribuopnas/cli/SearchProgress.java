package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.search.Proposal;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows how a search goes: a bar for each level and for the winner's training, with the best
 * accuracy so far, and a line at the end of each level.
 */
final class SearchProgress implements PNASListener {

  private final PrintWriter out;
  private final ProgressDisplay display;
  private final List<Trial<Cell>> trials = new ArrayList<>();
  private int level;
  private double best = Double.NaN;

  SearchProgress(PrintWriter out, ProgressDisplay display) {
    this.out = out;
    this.display = display;
  }

  @Override
  public void batchStarted(int newLevel, List<Proposal<Cell>> batch) {
    if (newLevel != level) {
      printLevel();
      level = newLevel;
    }
    display.start("level " + level, batch.size());
  }

  @Override
  public void trialFinished(Trial<Cell> trial) {
    if (trial.isComplete() && !(best >= trial.accuracy())) {
      best = trial.accuracy();
    }
    display.step(String.format(Locale.ROOT, "best %.4f", best));
  }

  @Override
  public void batchFinished(int ofLevel, List<Trial<Cell>> finished) {
    display.finish();
    trials.addAll(finished);
  }

  /** A level may be asked in several batches; it is summed up when the next begins. */
  private void printLevel() {
    if (trials.isEmpty()) {
      return;
    }
    double ofLevel =
        trials.stream()
            .filter(Trial::isComplete)
            .mapToDouble(Trial::accuracy)
            .max()
            .orElse(Double.NaN);
    long failed = trials.stream().filter(trial -> !trial.isComplete()).count();
    Double rank = RankCorrelation.byLevel(trials).get(level);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "level %d: %d cells, best validation accuracy %.4f",
            level,
            trials.size(),
            ofLevel));
    if (rank != null && !rank.isNaN()) {
      line.append(String.format(Locale.ROOT, ", surrogate's rank correlation %.2f", rank));
    }
    if (failed > 0) {
      line.append(", ").append(failed).append(" failed");
    }
    out.println(line);
    out.flush();
    trials.clear();
  }

  @Override
  public void searchEnded(SearchResult<Cell> result) {
    printLevel();
    result.earlyEnd().ifPresent(out::println);
  }

  @Override
  public void winnerChosen(Trial<Cell> winner, int epochs) {
    display.start("winner", epochs);
  }

  @Override
  public void winnerEpochFinished(int epoch, int epochs, double loss) {
    display.step(String.format(Locale.ROOT, "loss %.4f", loss));
    if (epoch == epochs) {
      display.finish();
    }
  }
}
