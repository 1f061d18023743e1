package io.github.tribuopnas.cli;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.search.Proposal;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints one line for each level. */
final class LineListener implements PNASListener {

  private final PrintWriter out;

  LineListener(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void batchStarted(int level, List<Proposal<Cell>> batch) {
    out.printf(Locale.ROOT, "level %d: %d cells%n", level, batch.size());
    out.flush();
  }

  @Override
  public void batchFinished(int level, List<Trial<Cell>> trials) {
    double best = trials.stream().mapToDouble(Trial::accuracy).filter(a -> a >= 0).max().orElse(0);
    Double rank = RankCorrelation.byLevel(trials).get(level);
    out.printf(
        Locale.ROOT,
        "level %d: best validation accuracy %.4f, rank correlation of the surrogate %s%n",
        level,
        best,
        rank == null || rank.isNaN() ? "-" : String.format(Locale.ROOT, "%.2f", rank));
    out.flush();
  }

  @Override
  public void winnerChosen(Trial<Cell> winner, int epochs) {
    out.printf(Locale.ROOT, "winner: %s, trained for %d epochs%n", winner.architecture(), epochs);
    out.flush();
  }
}
