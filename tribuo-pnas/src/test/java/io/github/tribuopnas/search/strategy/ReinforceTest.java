package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.SearchStrategyContractTest;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReinforceTest {

  private static Reinforce.Builder<Cell> builder(int trials) {
    return Reinforce.<Cell>builder()
        .setSpace(SearchStrategyContractTest.SPACE)
        .setTrials(trials)
        .setSeed(8)
        .optUnits(20)
        .optLearningRate(0.02);
  }

  private static List<Double> accuracies(SearchStrategy<Cell> strategy) {
    List<Double> accuracies = new ArrayList<>();
    for (List<Proposal<Cell>> batch = strategy.ask(); !batch.isEmpty(); batch = strategy.ask()) {
      List<Trial<Cell>> trials = new ArrayList<>();
      for (Proposal<Cell> proposal : batch) {
        double accuracy = SearchStrategyContractTest.accuracy(proposal.architecture());
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
    List<Double> asked = accuracies(builder(200).build());
    double random =
        mean(
            accuracies(
                RandomSearch.<Cell>builder()
                    .setSpace(SearchStrategyContractTest.SPACE)
                    .setTrials(200)
                    .setSeed(8)
                    .build()));
    assertTrue(mean(asked.subList(100, 200)) > random + 0.2, asked.toString());
  }

  @Test
  void theWholeLevelIsAskedIfTheBudgetAllows() {
    CellSpace two =
        CellSpace.builder()
            .setBlocks(1)
            .optOperations(List.of(Operation.IDENTITY, Operation.MAX_POOL_3X3))
            .build();
    Reinforce<Cell> strategy = builder(100).setSpace(two).build();
    assertEquals(10, accuracies(strategy).size());
    assertTrue(strategy.earlyEnd().orElseThrow().contains("after 10"));
  }

  @Test
  void impossibleSettingsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> builder(5).optLearningRate(0));
    assertThrows(IllegalArgumentException.class, () -> builder(5).optLearningRate(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> builder(5).optEntropyWeight(-1));
    assertThrows(IllegalArgumentException.class, () -> builder(5).optBaselineWeight(1));
    assertThrows(IllegalStateException.class, () -> Reinforce.<Cell>builder().build());
  }
}
