package io.github.tribuopnas.search.strategy.economy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HalvingSearchTest {

  /** Two of eight epochs for all, half goes on to four, two finalists. */
  private static final Halving HALVES = new Halving(0.25, 0.5, 2, 2);

  private static final int EPOCHS = 8;

  private static HalvingSearch<String> search(String... candidates) {
    return new HalvingSearch<>(
        Stream.of(candidates).map(name -> Proposal.unpredicted(name, 3)).toList(),
        HALVES,
        EPOCHS,
        Objective.ACCURACY);
  }

  private static Trial<String> trial(Proposal<String> proposal, double... accuracies) {
    List<Double> curve = Arrays.stream(accuracies).boxed().toList();
    return Trial.complete(
            proposal, Metrics.NONE.with(Metrics.ACCURACY, curve.get(curve.size() - 1)))
        .withRun(new TrialRun("", "", 1, curve));
  }

  private static List<Trial<String>> tell(
      HalvingSearch<String> search, Function<String, double[]> curve) {
    List<Trial<String>> trials =
        search.ask().stream()
            .map(asked -> trial(asked, curve.apply(asked.architecture())))
            .toList();
    search.tell(trials);
    return trials;
  }

  private static List<String> names(List<Trial<String>> trials) {
    return trials.stream().map(Trial::architecture).toList();
  }

  @Test
  void theBestOfEachRungGoOnUntilTheFinalistsAreTrainedFully() {
    HalvingSearch<String> search = search("a", "b", "c", "d", "e");
    Function<String, double[]> ofName = name -> new double[] {(name.charAt(0) - 'a') / 10.0};

    List<Trial<String>> first = tell(search, ofName);
    List<Trial<String>> second = tell(search, ofName);
    List<Trial<String>> last = tell(search, ofName);

    assertEquals(List.of("a", "b", "c", "d", "e"), names(first));
    assertEquals(List.of("e", "d", "c"), names(second));
    assertEquals(List.of("e", "d"), names(last));
    assertEquals(
        List.of(new Fidelity(0.25), new Fidelity(0.5), Fidelity.FULL),
        Stream.of(first, second, last).map(rung -> rung.get(0).proposal().fidelity()).toList());
    assertEquals(List.of(), search.ask());
    assertEquals(Optional.empty(), search.earlyEnd());
  }

  /** (1 * 0.9 + 4 * 0.5) / 5 = 0.58 against (1 * 0.1 + 4 * 0.6) / 5 = 0.5. */
  @Test
  void earlierEpochsCountByTheSquareOfTheirNumber() {
    Trial<String> high = trial(Proposal.unpredicted("high", 1), 0.9, 0.5);
    Trial<String> rising = trial(Proposal.unpredicted("rising", 1), 0.1, 0.6);

    assertEquals(0.58, LearningCurve.score(high, Objective.ACCURACY), 1e-12);
    assertEquals(0.5, LearningCurve.score(rising, Objective.ACCURACY), 1e-12);
  }

  /** (1 * 2 + 4 * 1) / 5 = 1.2; of the first epoch alone 2. */
  @Test
  void lossesCountLikeAccuraciesAndLowOnesAreBetter() {
    Trial<String> trial =
        Trial.complete(Proposal.unpredicted("a", 1), Metrics.NONE.with(Metrics.LOSS, 1))
            .withRun(new TrialRun("", "", 1, List.of(0.5, 0.9), List.of(2.0, 1.0)));

    assertEquals(-1.2, LearningCurve.score(trial, Objective.LOSS), 1e-12);
    assertEquals(-2, LearningCurve.score(trial, Objective.LOSS, 1), 1e-12);
  }

  @Test
  void anotherObjectiveIsTakenAsItWasMeasuredLast() {
    Trial<String> trial =
        Trial.complete(
                Proposal.unpredicted("a", 1),
                Metrics.NONE.with(Metrics.ACCURACY, 0.9).with("latency", 3))
            .withRun(new TrialRun("", "", 1, List.of(0.5, 0.9)));

    assertEquals(-3, LearningCurve.score(trial, Objective.minimize("latency")));
  }

  @Test
  void ofEqualsThoseGivenFirstGoOn() {
    HalvingSearch<String> search = search("z", "y", "x", "w");

    tell(search, name -> new double[] {0.5});

    assertEquals(List.of("z", "y"), search.ask().stream().map(Proposal::architecture).toList());
  }

  @Test
  void theOrderInWhichTrialsAreToldChangesNothing() {
    HalvingSearch<String> search = search("a", "b", "c", "d");
    List<Trial<String>> trials =
        new ArrayList<>(search.ask().stream().map(asked -> trial(asked, 0.5)).toList());
    Collections.reverse(trials);

    search.tell(trials);

    assertEquals(List.of("a", "b"), search.ask().stream().map(Proposal::architecture).toList());
  }

  @Test
  void failedTrialsDropOut() {
    HalvingSearch<String> search = search("a", "b", "c");
    List<Proposal<String>> asked = search.ask();
    search.tell(
        List.of(
            Trial.failed(asked.get(0), "no memory", Metrics.NONE),
            trial(asked.get(1), 0.1),
            Trial.failed(asked.get(2), "no memory", Metrics.NONE)));

    assertEquals(List.of("b"), search.ask().stream().map(Proposal::architecture).toList());
  }

  @Test
  void aRungOfFailuresEndsTheSearchWithTheReason() {
    HalvingSearch<String> search = search("a", "b", "c");
    search.tell(
        search.ask().stream()
            .map(asked -> Trial.failed(asked, "no memory", Metrics.NONE))
            .toList());

    assertEquals(List.of(), search.ask());
    assertEquals(
        Optional.of("all trials of rung 1 failed, so that no candidate is left"),
        search.earlyEnd());
  }

  @Test
  void thereMustBeCandidates() {
    assertThrows(IllegalArgumentException.class, () -> search());
  }

  @Test
  void aRaceCostsWhatItsRungsSay() {
    String[] names = IntStream.range(0, 243).mapToObj(Integer::toString).toArray(String[]::new);
    HalvingSearch<String> search =
        new HalvingSearch<>(
            Stream.of(names).map(name -> Proposal.unpredicted(name, 1)).toList(),
            Halving.DEFAULT,
            100,
            Objective.ACCURACY);
    int epochs = 0;
    int trained = 0;
    for (List<Proposal<String>> rung = search.ask(); !rung.isEmpty(); rung = search.ask()) {
      int until = rung.get(0).fidelity().epochs(100);
      epochs += rung.size() * (until - trained);
      trained = until;
      search.tell(rung.stream().map(asked -> trial(asked, 0.5)).toList());
    }

    // 243 * 5 + 61 * 5 + 15 * 10 + 4 * 80 of 24,300.
    assertEquals(1990, epochs);
  }
}
