package io.github.tribuopnas.cli.run;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Curve;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.LiveReport;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps {@code report.html} and {@code report.json} of a run directory up to date. */
public final class RunReport implements PNASListener {

  /** The page's name in a run directory. */
  public static final String PAGE = "report.html";

  /** The model card's name in a run directory. */
  public static final String CARD = "MODEL_CARD.md";

  private static final String WINNER = "the winner";

  private final Path run;
  private final RunDescription description;
  private final LiveReport live;
  private final Map<Finalist, String> names = new HashMap<>();
  private final Map<String, List<Double>> losses = new LinkedHashMap<>();

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
    live =
        new LiveReport(
            description::report,
            page -> AtomicFiles.refresh(run.resolve(PAGE), page),
            System::nanoTime);
    AtomicFiles.write(run.resolve(RunDescription.FILE), description.json());
  }

  /**
   * Returns what does not change.
   *
   * @return the description of the run that began
   */
  public RunDescription description() {
    return description;
  }

  @Override
  public void batchStarted(int level, List<Proposal<Cell>> batch) {
    live.batchStarted(level, batch);
  }

  @Override
  public void trialFinished(Trial<Cell> trial) {
    live.trialFinished(trial);
  }

  @Override
  public void batchFinished(int level, List<Trial<Cell>> trials) {
    live.batchFinished(level, trials);
  }

  @Override
  public void finalTrainingStarted(FinalPlan plan) {
    int networks = plan.trained();
    for (Finalist finalist : plan.finalists()) {
      boolean isAlone = networks == 1 && names.isEmpty();
      names.putIfAbsent(finalist, isAlone ? WINNER : "finalist " + (names.size() + 1));
    }
    int epochs = plan.finalists().get(0).recipe().epochs();
    live.write(
        live.report()
            .optState(
                networks == 1
                    ? "The winner is being trained for " + epochs + " epochs."
                    : networks + " finalists are being trained, for up to " + epochs + " epochs."));
  }

  @Override
  public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
    draw(names.getOrDefault(finalist, WINNER), epoch, loss);
  }

  /**
   * An epoch of the only network ended.
   *
   * @param epoch the epoch, from 1
   * @param epochs how many there will be
   * @param loss the mean cross-entropy over its steps
   */
  public void epochFinished(int epoch, int epochs, double loss) {
    draw(WINNER, epoch, loss);
  }

  private void draw(String name, int epoch, double loss) {
    List<Double> curve = losses.computeIfAbsent(name, unknown -> new ArrayList<>());
    if (epoch == curve.size() + 1) {
      // A training that went on from a checkpoint has no curve: its beginning is not known.
      curve.add(loss);
    }
  }

  /**
   * Writes the report of the finished run.
   *
   * @param evaluation how the winner did on unseen images; null without any
   * @param card what people should know of the model
   * @param delivery what came of the front
   * @throws IOException if it cannot be written
   */
  public void finish(@Nullable Evaluation evaluation, ModelCard card, Delivery delivery)
      throws IOException {
    AtomicFiles.write(run.resolve(CARD), card.markdown().getBytes(StandardCharsets.UTF_8));
    List<Curve> curves = new ArrayList<>();
    losses.forEach(
        (name, curve) -> {
          if (!curve.isEmpty()) {
            curves.add(new Curve(name, curve));
          }
        });
    RunDescription finished = description.finished(curves, evaluation, card, delivery);
    AtomicFiles.write(run.resolve(RunDescription.FILE), finished.json());
    live.write(finished.report(live.trials(), run));
    Optional<IOException> failure = live.failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
