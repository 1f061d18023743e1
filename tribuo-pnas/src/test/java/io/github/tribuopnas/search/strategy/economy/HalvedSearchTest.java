package io.github.tribuopnas.search.strategy.economy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HalvedSearchTest {

  /** Two of eight epochs for all, half goes on to four, two finalists. */
  private static final Halving HALVES = new Halving(0.25, 0.5, 2, 2);

  private static final int EPOCHS = 8;

  /** Asks given batches and remembers what it was told. */
  private static final class Scripted implements SearchStrategy<String> {

    private final Deque<List<Proposal<String>>> batches = new ArrayDeque<>();
    private final List<List<Trial<String>>> told = new ArrayList<>();

    Scripted asking(int level, String... names) {
      batches.add(Stream.of(names).map(name -> Proposal.unpredicted(name, level)).toList());
      return this;
    }

    @Override
    public List<Proposal<String>> ask() {
      return batches.isEmpty() ? List.of() : batches.remove();
    }

    @Override
    public void tell(List<Trial<String>> trials) {
      told.add(trials);
    }
  }

  private static HalvedSearch<String> halved(SearchStrategy<String> strategy) {
    return new HalvedSearch<>(strategy, HALVES, EPOCHS, Objective.ACCURACY);
  }

  private static Trial<String> trial(Proposal<String> proposal, double accuracy) {
    return Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy));
  }

  /** Tells one batch; returns the keys that were asked. */
  private static List<TrialKey<String>> step(
      SearchStrategy<String> search, ToDoubleFunction<TrialKey<String>> accuracy) {
    List<Proposal<String>> asked = search.ask();
    search.tell(asked.stream().map(one -> trial(one, accuracy.applyAsDouble(one.key()))).toList());
    return asked.stream().map(Proposal::key).toList();
  }

  private static List<TrialKey<String>> keys(double fidelity, String... names) {
    return Stream.of(names).map(name -> new TrialKey<>(name, new Fidelity(fidelity))).toList();
  }

  /** The first letter tells how good a name is, a the worst. */
  private static double ofLetter(TrialKey<String> key) {
    return (key.architecture().charAt(0) - 'a') / 26.0 * key.fidelity().fraction();
  }

  @Test
  void theBestOfAllLevelsRaceOnForTheFullTraining() {
    HalvedSearch<String> search =
        halved(new Scripted().asking(1, "a", "b", "c", "d", "e").asking(2, "x", "y", "z"));

    assertEquals(keys(0.25, "a", "b", "c", "d", "e"), step(search, HalvedSearchTest::ofLetter));
    assertEquals(keys(0.5, "e", "d", "c"), step(search, HalvedSearchTest::ofLetter));
    assertEquals(keys(0.25, "x", "y", "z"), step(search, HalvedSearchTest::ofLetter));
    // After as many epochs as all have, of one level at four and of the other at two.
    assertEquals(keys(1, "z", "y"), step(search, HalvedSearchTest::ofLetter));
    assertEquals(List.of(), search.ask());
    assertEquals(Optional.empty(), search.earlyEnd());
  }

  /** c and d change places at the second rung, whose mean .8 and deviation are brought to .4. */
  @Test
  void theStrategyIsToldOneEstimateOfEachOnTheScaleOfTheFirstRung() {
    Scripted strategy = new Scripted().asking(1, "a", "b", "c", "d", "e", "f");
    HalvedSearch<String> search = halved(strategy);
    Map<TrialKey<String>, Double> table =
        Map.of(
            new TrialKey<>("a", new Fidelity(0.25)), 0.1,
            new TrialKey<>("b", new Fidelity(0.25)), 0.2,
            new TrialKey<>("c", new Fidelity(0.25)), 0.25,
            new TrialKey<>("d", new Fidelity(0.25)), 0.3,
            new TrialKey<>("e", new Fidelity(0.25)), 0.4,
            new TrialKey<>("f", new Fidelity(0.25)), 0.5,
            new TrialKey<>("d", new Fidelity(0.5)), 0.85,
            new TrialKey<>("e", new Fidelity(0.5)), 0.8,
            new TrialKey<>("f", new Fidelity(0.5)), 0.75);
    step(search, table::get);
    step(search, table::get);
    search.ask();

    List<Trial<String>> told = strategy.told.get(0);
    assertEquals(
        List.of("a", "b", "c", "d", "e", "f"), told.stream().map(Trial::architecture).toList());
    assertTrue(told.stream().allMatch(one -> one.proposal().fidelity().isFull()));
    double[] expected = {0.1, 0.2, 0.25, 0.5, 0.4, 0.3};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Objective.ACCURACY.value(told.get(i)), 1e-12);
    }
  }

  @Test
  void whatFailedAtAnyRungIsToldAsFailed() {
    Scripted strategy = new Scripted().asking(1, "a", "b", "c", "d", "e");
    HalvedSearch<String> search = halved(strategy);
    step(search, HalvedSearchTest::ofLetter);
    List<Proposal<String>> second = search.ask();
    search.tell(
        List.of(
            trial(second.get(0), 0.5),
            Trial.failed(second.get(1), "no memory", Metrics.NONE),
            trial(second.get(2), 0.4)));

    assertEquals(keys(1, "e", "c"), search.ask().stream().map(Proposal::key).toList());
    assertEquals(
        List.of(true, true, true, false, true),
        strategy.told.get(0).stream().map(Trial::isComplete).toList());
  }

  @Test
  void onlyWhatMayStillWinIsKept() {
    HalvedSearch<String> search =
        halved(new Scripted().asking(1, "a", "b", "c", "d", "e").asking(2, "x", "y", "z"));
    step(search, HalvedSearchTest::ofLetter);
    search.ask();

    assertFalse(search.mayAskAgain("a"));
    assertTrue(search.mayAskAgain("c"));
    search.tell(
        Stream.of("c", "d", "e")
            .map(name -> Proposal.unpredicted(name, 1).withFidelity(new Fidelity(0.5)))
            .map(proposal -> trial(proposal, ofLetter(proposal.key())))
            .toList());
    step(search, HalvedSearchTest::ofLetter);
    assertFalse(search.mayAskAgain("c"));
    assertTrue(search.mayAskAgain("d"));
    search.ask();
    assertFalse(search.mayAskAgain("d"));
    assertFalse(search.mayAskAgain("x"));
  }

  /** Ladder of 16 epochs: 2, 4, 8. */
  @Test
  void rungsAtWhichTheOrderNoLongerChangesAreLeftOut() {
    Halving slow = new Halving(0.125, 0.6, 2, 1);
    String[] names = {"a", "b", "c", "d", "e", "f", "g", "h"};
    ToDoubleFunction<TrialKey<String>> turning =
        key -> {
          double letter = ofLetter(key) / key.fidelity().fraction();
          return key.fidelity().fraction() < 0.25 ? letter : 1 - letter;
        };
    HalvedSearch<String> settled =
        new HalvedSearch<>(new Scripted().asking(1, names), slow, 16, Objective.ACCURACY);
    HalvedSearch<String> turned =
        new HalvedSearch<>(new Scripted().asking(1, names), slow, 16, Objective.ACCURACY);

    step(settled, HalvedSearchTest::ofLetter);
    assertEquals(keys(0.25, "h", "g", "f", "e", "d"), step(settled, HalvedSearchTest::ofLetter));
    assertEquals(keys(1, "h"), step(settled, HalvedSearchTest::ofLetter));

    step(turned, turning);
    step(turned, turning);
    assertEquals(keys(0.5, "d", "e", "f"), step(turned, turning));
  }

  @Test
  void withASingleEpochAllAreTrainedFullyAndNoRaceFollows() {
    HalvedSearch<String> search =
        new HalvedSearch<>(new Scripted().asking(1, "a", "b", "c"), HALVES, 1, Objective.ACCURACY);

    assertEquals(keys(1, "a", "b", "c"), step(search, HalvedSearchTest::ofLetter));
    assertEquals(List.of(), search.ask());
  }

  @Test
  void aStrategyThatChoosesFidelitiesItselfIsRefused() {
    Scripted strategy = new Scripted();
    strategy.batches.add(List.of(Proposal.unpredicted("a", 1).withFidelity(new Fidelity(0.5))));

    String message = assertThrows(IllegalStateException.class, halved(strategy)::ask).getMessage();
    assertEquals(
        "the strategy asks for a at fidelity 0.5, so it halves already; leave halving off with it",
        message);
  }

  @Test
  void equalsHaveNoOrderThatCouldBeKept() {
    RungOrder<String> order = new RungOrder<>(Objective.ACCURACY);
    assertFalse(order.isKept(trials(0.25, 0.5, 0.5), trials(0.5, 0.6, 0.5)));
  }

  @Test
  void anOrderIsKeptUnlessItChangesByMoreThanTheError() {
    RungOrder<String> order = new RungOrder<>(Objective.ACCURACY);
    List<Trial<String>> before = trials(0.25, 0.5, 0.4);
    assertTrue(order.isKept(before, trials(0.5, 0.6, 0.6)));
    assertFalse(order.isKept(before, trials(0.5, 0.6, 0.61)));
    assertTrue(
        order.isKept(
            before,
            trials(0.5, 0.6, 0.61).stream()
                .map(
                    trial ->
                        trial.withMetrics(
                            trial.metrics().with(Metrics.standardError(Metrics.ACCURACY), 0.02)))
                .toList()));
  }

  private static List<Trial<String>> trials(double fidelity, double ofA, double ofB) {
    return List.of(
        trial(Proposal.unpredicted("a", 1).withFidelity(new Fidelity(fidelity)), ofA),
        trial(Proposal.unpredicted("b", 1).withFidelity(new Fidelity(fidelity)), ofB));
  }
}
