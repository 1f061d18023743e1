package io.github.tribuopnas.search.strategy.economy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatientSearchTest {

  private static final double ERROR = 0.02;

  /** Asks for batches of two, so many of them. */
  private static final class Pairs implements SearchStrategy<String> {

    private final int batches;
    private int asked;

    Pairs(int batches) {
      this.batches = batches;
    }

    @Override
    public List<Proposal<String>> ask() {
      if (asked == batches) {
        return List.of();
      }
      asked++;
      return IntStream.range(0, 2).mapToObj(i -> Proposal.unpredicted(asked + "-" + i, 1)).toList();
    }

    @Override
    public void tell(List<Trial<String>> trials) {}
  }

  private static Trial<String> reached(Proposal<String> proposal, double accuracy, double size) {
    return Trial.complete(
        proposal,
        Metrics.NONE
            .with(Metrics.ACCURACY, accuracy)
            .with(Metrics.standardError(Metrics.ACCURACY), ERROR)
            .with(Metrics.PARAMETERS, size));
  }

  /** Tells batches whose first has an accuracy and whose second is bad; returns how many. */
  private static int told(SearchStrategy<String> search, double... accuracies) {
    int told = 0;
    while (true) {
      List<Proposal<String>> batch = search.ask();
      if (batch.isEmpty()) {
        return told;
      }
      search.tell(
          List.of(reached(batch.get(0), accuracies[told], 100), reached(batch.get(1), 0.1, 100)));
      told++;
    }
  }

  private static PatientSearch<String> patient(int patience, int batches) {
    return new PatientSearch<>(new Pairs(batches), patience, List.of(Objective.ACCURACY));
  }

  @Test
  void itEndsOnceSoManyCellsInARowAreNotClearlyBetter() {
    PatientSearch<String> search = patient(4, 9);
    assertEquals(5, told(search, 0.5, 0.6, 0.63, 0.64, 0.65));
    assertEquals(
        Optional.of(
            "the search ended early: the last 4 cells brought no validation accuracy better than"
                + " 0.6300 by more than a standard error; --patience 0 goes on"),
        search.earlyEnd());
  }

  /** Each step is within the error of the one before, and two of them are more than that. */
  @Test
  void smallStepsThatAddUpCount() {
    PatientSearch<String> search = patient(4, 6);
    assertEquals(6, told(search, 0.5, 0.515, 0.53, 0.545, 0.56, 0.575));
    assertEquals(Optional.empty(), search.earlyEnd());
  }

  @Test
  void aSearchThatIsAtItsEndAnywayDoesNotEndEarly() {
    PatientSearch<String> search = patient(2, 2);
    assertEquals(2, told(search, 0.5, 0.5));
    assertEquals(Optional.empty(), search.earlyEnd());
  }

  @Test
  void failuresBringNothing() {
    PatientSearch<String> search = patient(2, 5);
    List<Proposal<String>> batch = search.ask();
    search.tell(
        batch.stream()
            .map(each -> Trial.failed(each, Failure.NAN, "diverged", Metrics.NONE))
            .toList());
    assertEquals(List.of(), search.ask());
    assertTrue(search.earlyEnd().orElseThrow().contains("the last 2 cells brought no result"));
  }

  /** A smaller cell of the same accuracy is on the front, an equal one of the same size is not. */
  @Test
  void withSeveralObjectivesTheFrontDecides() {
    PatientSearch<String> search =
        new PatientSearch<>(
            new Pairs(9), 2, List.of(Objective.ACCURACY, Objective.minimize(Metrics.PARAMETERS)));
    double[] sizes = {100, 90, 95};
    List<Integer> asked = new ArrayList<>();
    for (double size : sizes) {
      List<Proposal<String>> batch = search.ask();
      asked.add(batch.size());
      search.tell(List.of(reached(batch.get(0), 0.5, size), reached(batch.get(1), 0.1, 200)));
    }
    assertEquals(List.of(2, 2, 2), asked);
    assertEquals(List.of(), search.ask());
    assertTrue(search.earlyEnd().orElseThrow().contains("nothing that no other dominates"));
  }
}
