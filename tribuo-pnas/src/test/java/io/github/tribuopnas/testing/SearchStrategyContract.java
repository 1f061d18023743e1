package io.github.tribuopnas.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What every strategy promises. */
public abstract class SearchStrategyContract {

  /** How many trials the strategy asks for. */
  public static final int TRIALS = 26;

  /** Cells of up to three blocks of three operations. */
  public static final CellSpace SPACE =
      CellSpace.builder()
          .setBlocks(3)
          .optOperations(
              List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY, Operation.MAX_POOL_3X3))
          .build();

  /** The fraction of separable convolutions, and the mean of all measured for what is unknown. */
  public static final class FractionSurrogate implements Surrogate<Cell> {

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

  /**
   * Returns how accurate a cell is: the more so, the more separable convolutions it has.
   *
   * @param cell of {@link #SPACE}
   * @return the accuracy, 0 to 1
   */
  public static double accuracy(Cell cell) {
    double sum = 0;
    for (int number = 1; number <= cell.size(); number++) {
      for (Branch branch : List.of(cell.left(number), cell.right(number))) {
        sum += branch.operation() == Operation.SEPARABLE_3X3 ? 1 : 0.1 * branch.input() + 0.2;
      }
    }
    return sum / (2 * cell.size() + 1);
  }

  /**
   * Makes the strategy.
   *
   * @param seed decides all random choices
   * @return a new strategy of {@link #SPACE} that asks {@link #TRIALS} times if nothing fails
   */
  protected abstract SearchStrategy<Cell> strategy(long seed);

  /**
   * Says whether a strategy asks for as many trials where some fail.
   *
   * @return true by default; false if it asks for fewer, such as where only what is complete goes
   *     on
   */
  protected boolean asksAsOftenWhenTrialsFail() {
    return true;
  }

  /**
   * Returns how accurate a cell is at a fidelity, on which the order of cells depends.
   *
   * @param key the cell and the fidelity
   * @return the accuracy, 0 to 1
   */
  public static double accuracyOf(TrialKey<Cell> key) {
    double full = accuracy(key.architecture());
    return key.fidelity().isFull() ? full : full / 2 + 0.01 * (key.hashCode() & 15);
  }

  private static Trial<Cell> trial(Proposal<Cell> proposal, Predicate<Cell> fails) {
    Cell cell = proposal.architecture();
    return fails.test(cell)
        ? Trial.failed(proposal, "out of memory", Metrics.NONE)
        : Trial.complete(
            proposal,
            Metrics.NONE
                .with(Metrics.ACCURACY, accuracyOf(proposal.key()))
                .with(Metrics.PARAMETERS, 1000 * cell.size() * accuracy(cell)));
  }

  /** Asks as soon as a strategy allows it, and tells the oldest batch when it does not. */
  private static final class Driver {

    private final SearchStrategy<Cell> strategy;
    private final Random order;
    private final Deque<List<Trial<Cell>>> open = new ArrayDeque<>();
    private boolean isDry;

    Driver(SearchStrategy<Cell> strategy, long shuffle) {
      this.strategy = strategy;
      order = new Random(shuffle);
    }

    /** Asks the next batch; empty if the search is over. */
    List<Trial<Cell>> next(Function<List<Proposal<Cell>>, List<Trial<Cell>>> answers) {
      while (true) {
        if (open.isEmpty() || !isDry && strategy.asksAhead()) {
          List<Proposal<Cell>> batch = strategy.ask();
          isDry = batch.isEmpty();
          if (!isDry) {
            open.add(answers.apply(batch));
            return open.getLast();
          } else if (open.isEmpty()) {
            return List.of();
          }
        } else {
          List<Trial<Cell>> shuffled = new ArrayList<>(open.remove());
          Collections.shuffle(shuffled, order);
          strategy.tell(shuffled);
          isDry = false;
        }
      }
    }

    List<List<Trial<Cell>>> rest(Predicate<Cell> fails) {
      List<List<Trial<Cell>>> batches = new ArrayList<>();
      while (true) {
        List<Trial<Cell>> batch = next(b -> b.stream().map(p -> trial(p, fails)).toList());
        if (batch.isEmpty()) {
          return batches;
        }
        batches.add(batch);
      }
    }
  }

  /** Runs to the end, telling each batch in an order drawn from a seed. */
  private static List<List<Trial<Cell>>> run(
      SearchStrategy<Cell> strategy, Predicate<Cell> fails, long shuffle) {
    return new Driver(strategy, shuffle).rest(fails);
  }

  @Test
  void asksWithinItsBudgetAndNothingTwice() {
    Set<TrialKey<Cell>> seen = new HashSet<>();
    List<Trial<Cell>> all =
        run(strategy(1), cell -> false, 1).stream().flatMap(List::stream).toList();
    all.forEach(trial -> assertTrue(seen.add(trial.key()), trial.toString()));
    assertEquals(TRIALS, all.size());
    all.forEach(t -> assertEquals(t.architecture().size(), t.proposal().level()));
  }

  @Test
  void asksAgainAtAHigherFidelityOnlyAndOnlyForWhatIsComplete() {
    Map<Cell, Trial<Cell>> last = new HashMap<>();
    for (List<Trial<Cell>> batch : run(strategy(4), cell -> cell.hashCode() % 3 == 0, 1)) {
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

  @Test
  void theOrderInWhichABatchIsToldDoesNotMatter() {
    Predicate<Cell> some = cell -> cell.hashCode() % 3 == 0;
    assertEquals(run(strategy(5), some, 1), run(strategy(5), some, 2));
  }

  @Test
  void anotherSeedAsksOtherArchitectures() {
    assertFalse(run(strategy(1), cell -> false, 1).equals(run(strategy(2), cell -> false, 1)));
  }

  @Test
  void failedTrialsAreCountedAndSurvived() {
    int asked =
        run(strategy(3), cell -> cell.toString().contains("max3x3"), 1).stream()
            .mapToInt(List::size)
            .sum();
    assertTrue(asksAsOftenWhenTrialsFail() ? asked == TRIALS : asked > 0 && asked <= TRIALS);
  }

  @Test
  void aNewStrategyThatIsToldTheOldTrialsGoesOnAsTheOldOne() {
    List<List<Trial<Cell>>> whole = run(strategy(9), cell -> false, 1);
    for (int done = 0; done <= whole.size(); done++) {
      Driver restored = new Driver(strategy(9), 4);
      for (List<Trial<Cell>> batch : whole.subList(0, done)) {
        restored.next(asked -> batch);
      }
      assertEquals(whole.subList(done, whole.size()), restored.rest(cell -> false));
    }
  }

  @Test
  void askAndTellTakeTurns() {
    SearchStrategy<Cell> strategy = strategy(1);
    assertThrows(IllegalStateException.class, () -> strategy.tell(List.of()));
    List<Proposal<Cell>> batch = strategy.ask();
    while (strategy.asksAhead() && !strategy.ask().isEmpty()) {
      // As far as the strategy goes.
    }
    if (!strategy.asksAhead()) {
      assertThrows(IllegalStateException.class, strategy::ask);
    }
    assertThrows(IllegalArgumentException.class, () -> strategy.tell(List.of()));
    List<Trial<Cell>> twice = new ArrayList<>();
    batch.forEach(p -> twice.addAll(List.of(trial(p, c -> false), trial(p, c -> true))));
    assertThrows(IllegalArgumentException.class, () -> strategy.tell(twice));
    strategy.tell(batch.stream().map(p -> trial(p, c -> false)).toList());
  }

  @Test
  void aSearchInWhichAllFailsEnds() {
    SearchStrategy<Cell> strategy = strategy(1);
    List<List<Trial<Cell>>> batches = run(strategy, cell -> true, 1);
    assertFalse(batches.isEmpty());
    assertEquals(List.of(), strategy.ask());
  }
}
