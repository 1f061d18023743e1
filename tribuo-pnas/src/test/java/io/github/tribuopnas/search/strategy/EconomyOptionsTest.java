package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EconomyOptionsTest {

  private static final CellSpace FIVE = CellSpace.builder().setBlocks(5).build();

  /** Knows the accuracy without any trial. */
  private static final class Oracle implements Surrogate<Cell> {

    @Override
    public int minimumTrials() {
      return 0;
    }

    @Override
    public void fit(List<Cell> architectures, double[] values) {}

    @Override
    public void predict(Candidates<Cell> candidates, double[] mean, double[] standardDeviation) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] = SearchStrategyContract.accuracy(candidates.get(i));
      }
    }
  }

  private static StrategySetup<Cell> setup(CellSpace space, EconomyOptions economy) {
    return StrategySetup.<Cell>of(space, new StrategyOptions().withBeam(6), 3)
        .withSurrogate(Oracle::new)
        .withEconomy(economy);
  }

  private static List<List<Trial<Cell>>> run(StrategySetup<Cell> setup) {
    SearchStrategy<Cell> strategy = new ProgressiveSearch<>(setup);
    List<List<Trial<Cell>>> batches = new ArrayList<>();
    for (List<Proposal<Cell>> b = strategy.ask(); !b.isEmpty(); b = strategy.ask()) {
      List<Trial<Cell>> trials =
          b.stream()
              .map(
                  one ->
                      Trial.complete(
                          one,
                          Metrics.NONE.with(
                              Metrics.ACCURACY,
                              SearchStrategyContract.accuracy(one.architecture()))))
              .toList();
      batches.add(trials);
      strategy.tell(trials);
    }
    return batches;
  }

  @Test
  void trialsAreDealtOverTheLevelsByTheirBlocks() {
    assertEquals(
        List.of(6, 11, 15),
        setup(SearchStrategyContract.SPACE, new EconomyOptions().withTrials(32)).trialsByLevel());
    assertEquals(
        List.of(4, 0, 11, 0, 18),
        setup(FIVE, new EconomyOptions().withTrials(33).withLevels("1,3,5")).trialsByLevel());
    assertEquals(
        List.of(0, 0, 6, 0, 6),
        setup(FIVE, new EconomyOptions().withLevels("3,5")).trialsByLevel());
    assertEquals(
        "the number of trials is 2; allowed are numbers from 3",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    setup(SearchStrategyContract.SPACE, new EconomyOptions().withTrials(2))
                        .trialsByLevel())
            .getMessage());
  }

  @Test
  void levelsMustAscendAndBeInTheSpace() {
    for (String wrong : List.of("3,1", "0", "1,1", "", "1,x")) {
      assertThrows(PropertyException.class, () -> new EconomyOptions().withLevels(wrong), wrong);
    }
    assertEquals(
        "the last level is 4; allowed are numbers from 1 to 3",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    setup(SearchStrategyContract.SPACE, new EconomyOptions().withLevels("1,4"))
                        .levels())
            .getMessage());
  }

  /** Each grandchild has its grandparent among the blocks, and names it as its parent. */
  @Test
  void aLevelThatIsLeftOutIsGrownThrough() {
    List<List<Trial<Cell>>> batches =
        run(setup(SearchStrategyContract.SPACE, new EconomyOptions().withLevels("1,3")));

    assertEquals(2, batches.size());
    Set<Cell> first = new HashSet<>(batches.get(0).stream().map(Trial::architecture).toList());
    assertEquals(6, batches.get(1).size());
    for (Trial<Cell> trial : batches.get(1)) {
      Cell cell = trial.architecture();
      assertEquals(3, cell.size());
      Cell parent = trial.proposal().parent().orElseThrow();
      assertTrue(first.contains(parent), cell + " grew from " + parent);
      assertTrue(cell.blocks().contains(parent.blocks().get(0)), cell + " does not hold " + parent);
    }
  }

  /** The best that the oracle knows are at every other place from the first. */
  @Test
  void aSpreadFirstLevelIsHalfTheBestPredictedAndHalfOfAllOperationsAndInputs() {
    StrategySetup<Cell> setup =
        setup(SearchStrategyContract.SPACE, new EconomyOptions().withSampling(Sampling.SPREAD));
    List<Trial<Cell>> all = run(setup).get(0);
    assertEquals(21, all.size());
    assertEquals(21, all.stream().map(Trial::architecture).distinct().count());
    List<Double> sorted =
        all.stream().map(Objective.ACCURACY::value).sorted((a, b) -> Double.compare(b, a)).toList();
    assertEquals(sorted.get(0), Objective.ACCURACY.value(all.get(0)));
    assertEquals(all.get(0).proposal().predicted(), Objective.ACCURACY.value(all.get(0)));
    // However early a search is stopped, it has seen every operation and both inputs.
    long parts = 0;
    for (Trial<Cell> trial : all.subList(0, 6)) {
      parts |= SearchStrategyContract.SPACE.parts(trial.architecture());
    }
    long every = 0;
    for (Trial<Cell> trial : all) {
      every |= SearchStrategyContract.SPACE.parts(trial.architecture());
    }
    assertEquals(every, parts);
  }

  @Test
  void aFirstLevelOfLargerCellsIsDrawnAtRandom() {
    List<List<Trial<Cell>>> batches =
        run(
            setup(
                FIVE,
                new EconomyOptions()
                    .withLevels("3,5")
                    .withTrials(12)
                    .withSampling(Sampling.SPREAD)));

    assertEquals(List.of(5, 7), batches.stream().map(List::size).toList());
    assertTrue(batches.get(0).stream().allMatch(trial -> trial.architecture().size() == 3));
    assertTrue(batches.get(1).stream().allMatch(trial -> trial.architecture().size() == 5));
    assertEquals(
        Set.of(Optional.empty()),
        new HashSet<>(batches.get(0).stream().map(trial -> trial.proposal().parent()).toList()));
  }

  @Test
  void aLastRungIsForAFewForLonger() {
    assertEquals(Optional.empty(), new EconomyOptions().lastRung());
    assertEquals(
        Optional.of(new LastRung(LastRung.Kind.LONGER, 4, 2.5)),
        new EconomyOptions().withLastRung("longer(4,2.5)").lastRung());
    assertThrows(PropertyException.class, () -> new EconomyOptions().withLastRung("longer(4,1)"));
    assertEquals(5, new EconomyOptions().withLastRung("crossed(4,5)").lastRung().get().folds());
    assertThrows(
        PropertyException.class, () -> new EconomyOptions().withLastRung("crossed(4,2.5)"));
    assertThrows(PropertyException.class, () -> new EconomyOptions().withLastRung("longer(0,2)"));
  }
}
