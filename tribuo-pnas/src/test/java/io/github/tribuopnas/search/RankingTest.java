package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order of trials, and the winner. */
class RankingTest {

  private static final Fidelity THIRD = new Fidelity(1.0 / 3);
  private static final Objective SECONDS = Objective.minimize(Metrics.SECONDS);

  private static Trial<String> trial(String name, int level, double accuracy, double seconds) {
    return Trial.complete(
        Proposal.unpredicted(name, level),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.SECONDS, seconds));
  }

  private static Trial<String> at(Fidelity fidelity, Trial<String> trial) {
    return trial.withProposal(trial.proposal().withFidelity(fidelity));
  }

  private static Trial<String> failed(String name) {
    return Trial.failed(Proposal.unpredicted(name, 1), "no", Metrics.NONE);
  }

  private static String ranked(List<Trial<String>> trials, Objective... objectives) {
    return String.join(
        "", Ranking.of(trials, List.of(objectives)).stream().map(Trial::architecture).toList());
  }

  private static Optional<String> best(List<Trial<String>> trials, Objective... objectives) {
    return new SearchResult<>(trials, Optional.empty(), List.of())
        .best(List.of(objectives))
        .map(Trial::architecture);
  }

  @Test
  void theBestComeFirstEqualsKeepTheirOrderAndWhatFailedComesLast() {
    List<Trial<String>> trials =
        List.of(failed("a"), trial("b", 1, 0.5, 3), trial("c", 2, 0.75, 2), trial("d", 1, 0.5, 1));
    assertEquals("cbda", ranked(trials, Objective.ACCURACY));
    assertEquals("dcba", ranked(trials, SECONDS));
  }

  @Test
  void theNextObjectiveDecidesBetweenEquals() {
    List<Trial<String>> trials = List.of(trial("a", 1, 0.5, 3), trial("b", 1, 0.5, 1));
    assertEquals("ba", ranked(trials, Objective.ACCURACY, SECONDS));
  }

  @Test
  void ofAnArchitectureOnlyItsHighestFidelityCounts() {
    Trial<String> brief = at(THIRD, trial("a", 1, 0.9, 1));
    Trial<String> whole = trial("a", 1, 0.7, 3);
    Trial<String> other = at(THIRD, trial("b", 1, 0.8, 1));
    assertEquals(
        List.of(whole, other),
        Ranking.ofArchitectures(
            List.of(failed("c"), brief, other, whole), List.of(Objective.ACCURACY)));
  }

  @Test
  void aHigherFidelityComesFirst() {
    List<Trial<String>> trials =
        List.of(at(THIRD, trial("a", 1, 0.75, 1)), trial("b", 1, 0.25, 1), failed("c"));
    assertEquals("bac", ranked(trials, Objective.ACCURACY));
  }

  @Test
  void whatIsWithinTheLimitsComesFirst() {
    List<Trial<String>> trials =
        List.of(trial("a", 1, 0.75, 3), trial("b", 1, 0.5, 2), trial("c", 1, 0.25, 1));
    assertEquals("bca", ranked(trials, Objective.ACCURACY, SECONDS.withLimit(2)));
  }

  @Test
  void aTrialWithoutTheMetricComesAfterThoseWithIt() {
    Trial<String> bare = Trial.complete(Proposal.unpredicted("a", 1), Metrics.NONE);
    assertEquals("ba", ranked(List.of(bare, trial("b", 1, 0, 1)), Objective.ACCURACY));
  }

  @Test
  void theWinnerIsTheBestOfTheLastLevelThatHasOne() {
    List<Trial<String>> trials =
        List.of(
            trial("a", 1, 0.75, 1),
            trial("b", 2, 0.5, 3),
            trial("c", 2, 0.5, 2),
            trial("d", 2, 0.25, 1));
    assertEquals(Optional.of("b"), best(trials, Objective.ACCURACY));
    assertEquals(Optional.of("c"), best(trials, Objective.ACCURACY, SECONDS));
    assertEquals(Optional.of("d"), best(trials, SECONDS));
    assertEquals(Optional.of("c"), best(trials, Objective.ACCURACY, SECONDS.withLimit(2)));
    assertEquals(Optional.of("a"), best(trials, Objective.ACCURACY.withLimit(0.6)));
  }

  @Test
  void onlyTrialsOfTheHighestFidelityCanWin() {
    List<Trial<String>> trials =
        List.of(
            trial("a", 1, 0.25, 1),
            at(THIRD, trial("b", 1, 0.75, 1)),
            at(THIRD, trial("c", 2, 0.75, 1)));
    assertEquals(Optional.of("a"), best(trials, Objective.ACCURACY));
    assertEquals(Optional.of("c"), best(trials.subList(1, 3), Objective.ACCURACY));
  }

  @Test
  void withoutACompleteTrialWithinTheLimitsThereIsNoWinner() {
    assertEquals(Optional.empty(), best(List.of(failed("a")), Objective.ACCURACY));
    assertEquals(Optional.empty(), best(List.of(trial("a", 1, 0.5, 3)), SECONDS.withLimit(2)));
  }
}
