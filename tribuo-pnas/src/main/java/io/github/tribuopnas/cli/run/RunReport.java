package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Curve;
import io.github.tribuopnas.report.LiveReport;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps {@code report.html} and {@code report.json} of a run directory up to date. */
public final class RunReport implements PNASListener {

  /** The page's name in a run directory. */
  public static final String PAGE = "report.html";

  private final Path run;
  private final RunDescription description;
  private final LiveReport live;
  private final List<Double> losses = new ArrayList<>();

  /**
   * Describes a run that begins.
   *
   * @param run its directory, which is there
   * @param description what does not change
   * @throws IOException if the description cannot be written
   */
  public RunReport(Path run, RunDescription description) throws IOException {
    this.run = run;
    this.description = description;
    live = new LiveReport(description::report, page -> AtomicFiles.write(run.resolve(PAGE), page));
    AtomicFiles.write(run.resolve(RunDescription.FILE), description.json());
  }

  @Override
  public void batchStarted(int level, List<Proposal<Cell>> batch) {
    live.batchStarted(level, batch);
  }

  @Override
  public void batchFinished(int level, List<Trial<Cell>> trials) {
    live.batchFinished(level, trials);
  }

  @Override
  public void winnerChosen(Trial<Cell> winner, int epochs) {
    live.write(live.report().optState("The winner is being trained for " + epochs + " epochs."));
  }

  @Override
  public void winnerEpochFinished(int epoch, int epochs, double loss) {
    if (epoch == losses.size() + 1) {
      // A training that went on from a checkpoint has no curve: its beginning is not known.
      losses.add(loss);
    }
  }

  /**
   * Writes the report of the finished run.
   *
   * @param evaluation how the winner did on unseen images; null without any
   * @throws IOException if it cannot be written
   */
  public void finish(@Nullable Evaluation evaluation) throws IOException {
    RunDescription finished =
        description.finished(
            losses.isEmpty() ? List.of() : List.of(new Curve("the winner", losses)), evaluation);
    AtomicFiles.write(run.resolve(RunDescription.FILE), finished.json());
    live.write(finished.report().optTrials(live.trials()));
    Optional<IOException> failure = live.failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
