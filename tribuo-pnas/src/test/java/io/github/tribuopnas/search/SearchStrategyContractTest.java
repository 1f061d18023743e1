package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.ProgressiveSearch;
import io.github.tribuopnas.search.strategy.RandomSearch;
import io.github.tribuopnas.search.strategy.RegularizedEvolution;
import io.github.tribuopnas.search.strategy.Reinforce;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.TwoRungs;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy promises, held by each of them. */
public class SearchStrategyContractTest {

  private static final int BEAM = 7;
  private static final int FIRST = 12;
  private static final int BUDGET = FIRST + 2 * BEAM;

  /** So many that with a third of them it is the budget. */
  private static final int RUNG = 20;

  public static final CellSpace SPACE =
      CellSpace.builder()
          .setBlocks(3)
          .optOperations(
              List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY, Operation.MAX_POOL_3X3))
          .build();

  /** The share of separable convolutions, and the mean of all measured for what is unknown. */
  public static final class ShareSurrogate implements Surrogate<Cell> {

    private double average;

    @Override
    public void fit(List<Cell> architectures, double[] values) {
      average = Arrays.stream(values).average().orElseThrow();
    }

    @Override
    public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] = average / 2 + accuracy(candidates.get(i)) / 2;
        standardDeviation[i] = 0.01 * (i % 7);
      }
    }
  }

  public static double accuracy(Cell cell) {
    double sum = 0;
    for (int number = 1; number <= cell.size(); number++) {
      for (Branch branch : List.of(cell.left(number), cell.right(number))) {
        sum += branch.operation() == Operation.SEPARABLE_3X3 ? 1 : 0.1 * branch.input() + 0.2;
      }
    }
    return sum / (2 * cell.size() + 1);
  }

  private static final StrategyOptions OPTIONS =
      new StrategyOptions()
          .withBeam(BEAM)
          .withFirstLevel(FIRST)
          .withPopulation(8)
          .withControllerUnits(10)
          .withControllerRate(0.01);

  private static StrategySetup<Cell> setup(StrategyOptions options, long seed) {
    return StrategySetup.of(SPACE, options, seed).withSurrogate(ShareSurrogate::new);
  }

  private static Named<LongFunction<SearchStrategy<Cell>>> named(
      String name, LongFunction<SearchStrategy<Cell>> strategy) {
    return Named.of(name, strategy);
  }

  static Stream<Named<LongFunction<SearchStrategy<Cell>>>> strategies() {
    return Stream.of(
        named("progressive", seed -> new ProgressiveSearch<>(setup(OPTIONS, seed))),
        named(
            "progressive, refitted",
            seed -> new ProgressiveSearch<>(setup(OPTIONS.withRefitEvery(3), seed))),
        named(
            "progressive, upper confidence",
            seed -> new ProgressiveSearch<>(setup(OPTIONS.withAcquisition("ucb"), seed))),
        named(
            "progressive, Thompson",
            seed ->
                new ProgressiveSearch<>(
                    setup(OPTIONS.withRefitEvery(2).withAcquisition("thompson"), seed))),
        named(
            "progressive, by budget, exploring",
            seed ->
                new ProgressiveSearch<>(
                    setup(OPTIONS.withBeam(4).withRefitEvery(5).withExploration(0.4), seed)
                        .withBudget(BUDGET))),
        named("random", seed -> new RandomSearch<>(setup(OPTIONS.withRefitEvery(4), seed))),
        named(
            "evolution",
            seed -> new RegularizedEvolution<>(setup(OPTIONS.withRefitEvery(2), seed))),
        named("reinforce", seed -> new Reinforce<>(setup(OPTIONS.withRefitEvery(1), seed))),
        named(
            "reinforce, in batches",
            seed -> new Reinforce<>(setup(OPTIONS.withRefitEvery(4), seed))));
  }

  /** With one that asks again at a higher fidelity, for what holds of these as well. */
  static Stream<Named<LongFunction<SearchStrategy<Cell>>>> allStrategies() {
    return Stream.concat(
        strategies(), Stream.of(named("two rungs", seed -> new TwoRungs<>(SPACE, RUNG, seed))));
  }

  /** Depends on the fidelity, so that the order may change from one to the next. */
  public static double accuracyOf(TrialKey<Cell> key) {
    double full = accuracy(key.architecture());
    return key.fidelity().isFull() ? full : full / 2 + 0.01 * (key.hashCode() & 15);
  }

  private static Trial<Cell> trial(Proposal<Cell> proposal, Predicate<Cell> fails) {
    Cell cell = proposal.architecture();
    return fails.test(cell)
        ? Trial.failed(proposal, "out of memory", Metrics.NONE)
        : Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracyOf(proposal.key())));
  }

  /** Runs to the end, telling each batch in an order drawn from a seed. */
  private static List<List<Trial<Cell>>> run(
      SearchStrategy<Cell> strategy, Predicate<Cell> fails, long shuffle) {
    List<List<Trial<Cell>>> batches = new ArrayList<>();
    Random random = new Random(shuffle);
    for (List<Proposal<Cell>> b = strategy.ask(); !b.isEmpty(); b = strategy.ask()) {
      List<Trial<Cell>> trials = b.stream().map(p -> trial(p, fails)).toList();
      batches.add(trials);
      List<Trial<Cell>> shuffled = new ArrayList<>(trials);
      Collections.shuffle(shuffled, random);
      strategy.tell(shuffled);
    }
    return batches;
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void asksWithinItsBudgetAndNothingTwice(LongFunction<SearchStrategy<Cell>> strategies) {
    Set<TrialKey<Cell>> seen = new HashSet<>();
    List<Trial<Cell>> all =
        run(strategies.apply(1), cell -> false, 1).stream().flatMap(List::stream).toList();
    all.forEach(trial -> assertTrue(seen.add(trial.key()), trial.toString()));
    assertEquals(BUDGET, all.size());
    all.forEach(t -> assertEquals(t.architecture().size(), t.proposal().level()));
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void asksAgainAtAHigherFidelityOnlyAndOnlyForWhatIsComplete(
      LongFunction<SearchStrategy<Cell>> strategies) {
    Map<Cell, Trial<Cell>> last = new HashMap<>();
    for (List<Trial<Cell>> batch : run(strategies.apply(4), cell -> cell.hashCode() % 3 == 0, 1)) {
      assertEquals(batch.size(), batch.stream().map(Trial::architecture).distinct().count());
      for (Trial<Cell> trial : batch) {
        Trial<Cell> before = last.put(trial.architecture(), trial);
        assertTrue(
            before == null
                || before.isComplete()
                    && before.proposal().fidelity().compareTo(trial.proposal().fidelity()) < 0,
            () -> before + ", then " + trial);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void theOrderInWhichABatchIsToldDoesNotMatter(LongFunction<SearchStrategy<Cell>> strategies) {
    Predicate<Cell> some = cell -> cell.hashCode() % 3 == 0;
    assertEquals(run(strategies.apply(5), some, 1), run(strategies.apply(5), some, 2));
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void anotherSeedAsksOtherArchitectures(LongFunction<SearchStrategy<Cell>> strategies) {
    assertFalse(
        run(strategies.apply(1), cell -> false, 1)
            .equals(run(strategies.apply(2), cell -> false, 1)));
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void failedTrialsAreCountedAndSurvived(LongFunction<SearchStrategy<Cell>> strategies) {
    int asked =
        run(strategies.apply(3), cell -> cell.toString().contains("max3x3"), 1).stream()
            .mapToInt(List::size)
            .sum();
    assertEquals(BUDGET, asked);
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void aNewStrategyThatIsToldTheOldTrialsGoesOnAsTheOldOne(
      LongFunction<SearchStrategy<Cell>> strategies) {
    List<List<Trial<Cell>>> whole = run(strategies.apply(9), cell -> false, 1);
    for (int done = 0; done <= whole.size(); done++) {
      SearchStrategy<Cell> restored = strategies.apply(9);
      for (List<Trial<Cell>> batch : whole.subList(0, done)) {
        restored.ask();
        restored.tell(batch);
      }
      assertEquals(whole.subList(done, whole.size()), run(restored, cell -> false, 4));
    }
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void askAndTellTakeTurns(LongFunction<SearchStrategy<Cell>> strategies) {
    SearchStrategy<Cell> strategy = strategies.apply(1);
    assertThrows(IllegalStateException.class, () -> strategy.tell(List.of()));
    List<Proposal<Cell>> batch = strategy.ask();
    assertThrows(IllegalStateException.class, strategy::ask);
    assertThrows(IllegalArgumentException.class, () -> strategy.tell(List.of()));
    List<Trial<Cell>> twice = new ArrayList<>();
    batch.forEach(p -> twice.addAll(List.of(trial(p, c -> false), trial(p, c -> true))));
    assertThrows(IllegalArgumentException.class, () -> strategy.tell(twice));
    strategy.tell(batch.stream().map(p -> trial(p, c -> false)).toList());
  }

  @ParameterizedTest
  @MethodSource("allStrategies")
  void aSearchInWhichAllFailsEnds(LongFunction<SearchStrategy<Cell>> strategies) {
    SearchStrategy<Cell> strategy = strategies.apply(1);
    List<List<Trial<Cell>>> batches = run(strategy, cell -> true, 1);
    assertFalse(batches.isEmpty());
    assertEquals(List.of(), strategy.ask());
  }
}
