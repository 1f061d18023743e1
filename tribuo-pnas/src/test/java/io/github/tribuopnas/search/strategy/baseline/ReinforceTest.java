package io.github.tribuopnas.search.strategy.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReinforceTest {

  private static final StrategyOptions OPTIONS =
      new StrategyOptions().withRefitEvery(1).withControllerUnits(20).withControllerRate(0.02);

  private static StrategySetup<Cell> setup(CellSpace space, int trials) {
    return StrategySetup.<Cell>of(space, OPTIONS, 8).withBudget(trials);
  }

  private static List<Double> accuracies(SearchStrategy<Cell> strategy) {
    List<Double> accuracies = new ArrayList<>();
    for (List<Proposal<Cell>> batch = strategy.ask(); !batch.isEmpty(); batch = strategy.ask()) {
      List<Trial<Cell>> trials = new ArrayList<>();
      for (Proposal<Cell> proposal : batch) {
        double accuracy = SearchStrategyContract.accuracy(proposal.architecture());
        accuracies.add(accuracy);
        trials.add(Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy)));
      }
      strategy.tell(trials);
    }
    return accuracies;
  }

  private static double mean(List<Double> accuracies) {
    return accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void whatIsAskedLateIsBetterThanWhatRandomSearchAsks() {
    List<Double> asked = accuracies(new Reinforce<>(setup(SearchStrategyContract.SPACE, 200)));
    double random = mean(accuracies(new RandomSearch<>(setup(SearchStrategyContract.SPACE, 200))));
    assertTrue(mean(asked.subList(100, 200)) > random + 0.2, asked.toString());
  }

  @Test
  void theWholeLevelIsAskedIfTheBudgetAllows() {
    CellSpace two =
        CellSpace.builder()
            .setBlocks(1)
            .optOperations(List.of(Operation.IDENTITY, Operation.MAX_POOL_3X3))
            .build();
    Reinforce<Cell> strategy = new Reinforce<>(setup(two, 100));
    assertEquals(10, accuracies(strategy).size());
    assertTrue(strategy.earlyEnd().orElseThrow().contains("after 10"));
  }

  @Test
  void impossibleSettingsAreNamed() {
    assertThrows(PropertyException.class, () -> OPTIONS.withControllerRate(0));
    assertThrows(PropertyException.class, () -> OPTIONS.withControllerRate(Double.NaN));
    assertThrows(PropertyException.class, () -> OPTIONS.withEntropyWeight(-1));
    assertThrows(PropertyException.class, () -> OPTIONS.withBaselineWeight(1));
    assertThrows(PropertyException.class, () -> OPTIONS.withControllerUnits(0));
  }
}
