package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.FinalResult;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.PNASListener;
import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.plan.Planner;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a search: a bar for each level and for final training, with the best value
 * of the objective so far and the time left of all of them, and a line at the end of each level.
 */
public final class SearchProgress implements PNASListener {

  /** What is summed up in a line: the batches of a level, or the race of the best. */
  private record Stage(String name, int level, List<Trial<Cell>> trials) {}

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  /** How far estimates are trusted that were learned from the work since the one before. */
  private static final double OF_TRIALS = 0.25;

  /** How far those are that were learned from all work of final training. */
  private static final double OF_FINALS = 0.1;

  private final PrintWriter out;
  private final ProgressDisplay display;
  private final Deque<Stage> stages = new ArrayDeque<>();
  private final Deque<Stage> batches = new ArrayDeque<>();
  private final LongSupplier nanoTime;
  private final Countdown left;
  private SearchPlan plan;
  private SearchEstimate estimate;
  private FinalEstimate finalEstimate;
  private long start;
  private int open;
  private Objective objective = Objective.ACCURACY;
  private double best = Double.NaN;
  private final CandidateCosts costs = new CandidateCosts();
  private OptionalDouble planned = OptionalDouble.empty();
  private boolean isTimed;
  private int finalEpochs;
  private final Map<Finalist, Integer> lengths = new HashMap<>();
  private final Map<Finalist, Integer> reached = new HashMap<>();

  /**
   * Prepares the display of a search.
   *
   * @param out takes the lines at the end of levels
   * @param display shows the trials
   * @param nanoTime a clock in nanoseconds from any origin
   */
  @SuppressWarnings("NullAway.Init") // A search reports its start first.
  public SearchProgress(PrintWriter out, ProgressDisplay display, LongSupplier nanoTime) {
    this.out = out;
    this.display = display;
    this.nanoTime = nanoTime;
    left = new Countdown(nanoTime);
  }

  @Override
  public void searchStarted(SearchPlan newPlan) {
    plan = newPlan;
    planned = plan.seconds();
    objective = plan.objectives().get(0);
    estimate = new SearchEstimate(plan);
    start = nanoTime.getAsLong();
  }

  @Override
  public void batchStarted(int newLevel, List<Proposal<Cell>> batch) {
    String name = stage(newLevel, batch);
    if (stages.isEmpty() || !stages.getLast().name().equals(name)) {
      stages.add(new Stage(name, newLevel, new ArrayList<>()));
      printEnded();
    }
    batches.add(stages.getLast());
    open += batch.size();
    display.finish();
    display.start(name, open, left::left);
    display.state(state());
  }

  /** A batch of several levels is the race of the best of them. */
  private static String stage(int level, List<Proposal<Cell>> batch) {
    return batch.stream().allMatch(proposal -> proposal.level() == level)
        ? "level " + level
        : "last rung";
  }

  @Override
  public void trialFinished(Trial<Cell> trial) {
    double value = objective.value(trial);
    if (trial.isComplete()
        && !(objective.direction().score(best) >= objective.direction().score(value))) {
      best = value;
    }
    open--;
    estimate.ended(trial);
    costs.ended(trial);
    double worked = trial.metrics().get(Metrics.SECONDS) / plan.workers();
    left.approach(secondsLeft(), worked, OF_TRIALS);
    display.state(state());
    display.step(text(trial));
  }

  private String state() {
    List<String> parts = new ArrayList<>();
    if (!Double.isNaN(best)) {
      parts.add(String.format(Locale.ROOT, "best %.4f", best));
    }
    int running = Math.min(plan.workers(), open);
    if (running > 0) {
      parts.add(running + " running");
    }
    return String.join(", ", parts);
  }

  private String text(Trial<Cell> trial) {
    return trial.isComplete()
        ? String.format(Locale.ROOT, "%.4f %s", objective.value(trial), trial.architecture())
        : trial.status().name().toLowerCase(Locale.ROOT)
            + " "
            + trial.architecture()
            + ": "
            + Printable.line(trial.reason());
  }

  /** Returns the seconds of the trials, as far as the budget of time allows, and of the winner. */
  private double secondsLeft() {
    double spent = (nanoTime.getAsLong() - start) / NANOS;
    if (planned.isPresent()) {
      return Math.max(0, planned.getAsDouble() - spent);
    }
    double allowed = Math.max(plan.budget().time().toMillis() / MILLIS - spent, 0);
    double trialSeconds = Math.min(estimate.trials().orElse(Double.NaN), allowed);
    return trialSeconds + estimate.finals().orElse(Double.NaN);
  }

  @Override
  public void batchFinished(int ofLevel, List<Trial<Cell>> finished) {
    batches.remove().trials().addAll(finished);
    if (batches.isEmpty()) {
      display.finish();
      open = 0;
    }
  }

  /** A level may be asked in several batches; it is summed up when the next begins. */
  private void printEnded() {
    while (stages.size() > 1 && !batches.contains(stages.peek())) {
      print(stages.remove());
    }
  }

  private void print(Stage stage) {
    List<Trial<Cell>> trials = stage.trials();
    if (trials.isEmpty()) {
      return;
    }
    double ofLevel = objective.value(Ranking.of(trials, List.of(objective)).get(0));
    long failed = trials.stream().filter(trial -> !trial.isComplete()).count();
    Double rank = RankCorrelation.byLevel(trials, objective).get(stage.level());
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %s",
            stage.name(),
            Counted.of(trials.stream().map(Trial::architecture).distinct().count(), "cell"),
            Double.isNaN(ofLevel)
                ? "no result"
                : String.format(
                    Locale.ROOT, "best validation %s %.4f", objective.words(), ofLevel)));
    if (rank != null && !rank.isNaN()) {
      line.append(String.format(Locale.ROOT, ", surrogate's rank correlation %.2f", rank));
    }
    if (failed > 0) {
      line.append(", ").append(failed).append(" failed");
    }
    out.println(line);
    out.flush();
  }

  @Override
  public void searchEnded(SearchResult<Cell> result) {
    stages.forEach(this::print);
    stages.clear();
    result.earlyEnd().ifPresent(out::println);
  }

  @Override
  public void finalTrainingStarted(FinalPlan finals) {
    finalEpochs = finals.epochs();
    isTimed = planned.isPresent() && !isLongest(finals);
    lengths.clear();
    reached.clear();
    finalEstimate = new FinalEstimate(finals, costs, nanoTime);
    double expected = finalEstimate.left();
    if (!isTimed && !Double.isNaN(expected)) {
      left.set(expected);
    }
    display.start(
        finals.trained() == 1 ? "winner" : finals.trained() + " finalists",
        finalEpochs,
        left::left);
  }

  /** A training of the most epochs that there may be ends before its time. */
  private static boolean isLongest(FinalPlan finals) {
    return finals.finalists().stream()
        .allMatch(finalist -> finalist.recipe().epochs() == Planner.MOST_EPOCHS);
  }

  @Override
  public void finalEpochFinished(Finalist finalist, int epoch, int epochs, double loss) {
    int before =
        Objects.requireNonNullElse(lengths.put(finalist, epochs), finalist.recipe().epochs());
    // A training that was interrupted goes on from a later epoch.
    int skipped = epoch - 1 - Objects.requireNonNullElse(reached.put(finalist, epoch), 0);
    if (epochs != before || skipped > 0) {
      finalEpochs += epochs - before - Math.max(0, skipped);
      display.steps(finalEpochs);
    }
    finalEstimate.ended(finalist, epoch, epochs);
    // Under a time limit the epochs keep to the time, not the time to the epochs.
    if (!isTimed) {
      left.approach(finalEstimate.left(), finalEstimate.worked(), OF_FINALS);
    }
    display.step(String.format(Locale.ROOT, "loss %.4f", loss));
  }

  @Override
  public void finalTrainingEnded(FinalResult result) {
    display.finish();
    result.standings().forEach(standing -> standing.failure().ifPresent(out::println));
  }
}
