package io.github.tribuopnas.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.SearchPlan;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Budget;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.ViewChoice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The time left of a final training whose networks cost differently, by a made-up clock. */
class FinalEstimateTest {

  private static final int EPOCHS = 40;
  private static final int RUNG = 10;

  /** Seconds of an epoch of each cell; all have equally many multiply-adds. */
  private static final double[] COSTS = {20, 24, 3, 45};

  private static final List<String> CELLS =
      List.of(
          "p:max3x3+pp:identity",
          "p:avg3x3+pp:identity",
          "p:max3x3+pp:avg3x3",
          "p:avg3x3+pp:max3x3");

  /** An end of an epoch. */
  private record Event(double second, int finalist, int epoch) {}

  private final TimeLeft left = new TimeLeft();
  private double second = 1_000;
  private final SearchProgress progress =
      new SearchProgress(
          new PrintWriter(new StringWriter()), left, () -> (long) (second * 1_000_000_000));

  /** Tells a trial of each cell, which took a quarter of what epochs of final networks will. */
  private void search(OptionalDouble planned) {
    progress.searchStarted(
        new SearchPlan(
            List.of((double) COSTS.length),
            2,
            4,
            5,
            Budget.UNLIMITED,
            List.of(Objective.ACCURACY),
            planned));
    for (int i = 0; i < COSTS.length; i++) {
      Cell cell = Cell.parse(CELLS.get(i));
      Proposal<Cell> proposal = Proposal.unpredicted(cell, 1);
      progress.batchStarted(1, List.of(proposal));
      progress.trialFinished(
          Trial.complete(
              proposal,
              Metrics.NONE
                  .with(Metrics.ACCURACY, 0.5)
                  .with(Metrics.EPOCHS, 4)
                  .with(Metrics.SECONDS, COSTS[i])
                  .with(Metrics.MULT_ADDS, 1e6)));
      progress.batchFinished(1, List.of());
    }
  }

  private static List<Finalist> finalists(int number) {
    return CELLS.stream()
        .limit(number)
        .map(
            cell ->
                new Finalist(
                    Finalist.SEARCH,
                    Setting.PROXY.of(Cell.parse(cell)).optClasses(2).build(),
                    Recipe.builder().optEpochs(EPOCHS).build(),
                    1))
        .toList();
  }

  /** Trains as the product does: the networks in their order, each as soon as a thread is free. */
  private static double run(
      List<Event> events, double begin, List<Integer> which, int from, int to) {
    double[] threads = {begin, begin};
    for (int finalist : which) {
      Arrays.sort(threads);
      for (int epoch = from + 1; epoch <= to; epoch++) {
        threads[0] += COSTS[finalist];
        events.add(new Event(threads[0], finalist, epoch));
      }
    }
    return Arrays.stream(threads).max().orElseThrow();
  }

  private List<Event> race(List<Integer> chosen) {
    List<Event> events = new ArrayList<>();
    double compared = run(events, second, List.of(0, 1, 2, 3), 0, RUNG);
    run(events, compared, chosen, RUNG, EPOCHS);
    events.sort(Comparator.comparingDouble(Event::second));
    return events;
  }

  /** Tells all epochs, and compares the time left with the truth after some part of all time. */
  private void tell(List<Event> events, List<Finalist> finalists, double since) {
    double begin = second;
    double end = events.get(events.size() - 1).second();
    for (Event event : events) {
      second = event.second();
      progress.finalEpochFinished(finalists.get(event.finalist()), event.epoch(), EPOCHS, 0.5);
      if (second >= begin + since * (end - begin)) {
        assertEquals(end - second, secondsLeft(), 1 + 0.15 * (end - second), event.toString());
      }
    }
    assertEquals(0, secondsLeft());
  }

  private List<Finalist> started() {
    List<Finalist> finalists = finalists(COSTS.length);
    progress.finalTrainingStarted(new FinalPlan(finalists, 2, ViewChoice.PLAIN, 100, 0, 2, 1));
    return finalists;
  }

  /**
   * The dearest is trained last: after 230 seconds, from the mean of the epochs so far, 563 seconds
   * would be expected, and 1,170 are left. Of those that go on, the longer takes about as long as
   * the mean of all, since nobody could know which they are.
   */
  @Test
  void afterATenthTheTimeLeftOfCheapAndDearEpochsIsKnown() {
    search(OptionalDouble.empty());
    List<Finalist> finalists = started();
    tell(race(List.of(0, 1)), finalists, 0.1);
  }

  @Test
  void theTimeLeftIsKnownOnceTheFirstEpochsOfThoseThatGoOnHaveEnded() {
    search(OptionalDouble.empty());
    List<Finalist> finalists = started();
    // The race takes 680 seconds of 1,280.
    tell(race(List.of(0, 2)), finalists, 0.546);
  }

  /** Networks train for as many epochs as there is time for. */
  @Test
  void underATimeLimitTheTimeLeftIsThatOfTheLimit() {
    List<Event> events = race(List.of(1, 3));
    search(OptionalDouble.of(events.get(events.size() - 1).second() - second));
    tell(events, started(), 0);
  }

  /** Without search, as where only this is resumed, the first epochs tell. */
  @Test
  void whatIsCrossedAfterwardsCounts() {
    List<Finalist> finalist = finalists(1);
    progress.finalTrainingStarted(new FinalPlan(finalist, 1, ViewChoice.PLAIN, 0, 5, 2, 1));
    second += 10;
    progress.finalEpochFinished(finalist.get(0), 1, EPOCHS, 0.5);
    // 39 epochs, then five trainings by two threads of four fifths of 40 epochs each.
    assertEquals(39 * 10 + 3 * 40 * 8, secondsLeft());
  }

  private double secondsLeft() {
    return left.left().orElseThrow();
  }
}
