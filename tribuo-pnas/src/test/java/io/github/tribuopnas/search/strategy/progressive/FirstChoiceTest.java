package io.github.tribuopnas.search.strategy.progressive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.SearchStrategyContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstChoiceTest {

  private static final Candidates<Cell> CELLS = SearchStrategyContract.SPACE.initial();

  private static List<Cell> first(Sampling sampling, int count, String... known) {
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(
                SearchStrategyContract.SPACE, new StrategyOptions().withFirstLevel(count), 1)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new)
            .withEconomy(
                new EconomyOptions().withSampling(sampling).withFirstCells(List.of(known)));
    return new ProgressiveSearch<>(setup).ask().stream().map(Proposal::architecture).toList();
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void knownCellsComeFirstAndOthersFollowWithoutThem(Sampling sampling) {
    Cell one = CELLS.get(17);
    Cell other = CELLS.get(3);
    List<Cell> chosen = first(sampling, 9, one.toString(), other.toString());
    assertEquals(List.of(one, other), chosen.subList(0, 2));
    assertEquals(9, new HashSet<>(chosen).size());
    assertEquals(9, chosen.size());
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void aLevelThatTakesAllHasEachCellOnce(Sampling sampling) {
    List<Cell> all = new ArrayList<>();
    for (int i = 0; i < CELLS.size(); i++) {
      all.add(CELLS.get(i));
    }
    List<Cell> chosen = first(sampling, CELLS.size(), CELLS.get(8).toString());
    assertEquals(CELLS.get(8), chosen.get(0));
    assertEquals(CELLS.size(), chosen.size());
    assertEquals(new HashSet<>(all), new HashSet<>(chosen));
  }

  @Test
  void moreKnownCellsThanTrialsAreCut() {
    String one = CELLS.get(5).toString();
    assertEquals(List.of(CELLS.get(5)), first(Sampling.UNIFORM, 1, one, CELLS.get(6).toString()));
  }

  @Test
  void aCellOfAnotherLevelIsRefusedByName() {
    String two = "p:sep3x3+p:max3x3,1:sep3x3+p:identity";
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> first(Sampling.SPREAD, 1, two));
    assertTrue(
        refusal.getMessage().contains("a first cell") && refusal.getMessage().contains("1 blocks"),
        refusal.getMessage());
  }

  @Test
  void aFirstLevelThatIsDrawnBeginsWithThemToo() {
    String two = "p:sep3x3+p:max3x3,1:sep3x3+p:identity";
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(
                SearchStrategyContract.SPACE, new StrategyOptions().withFirstLevel(4), 1)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new)
            .withEconomy(new EconomyOptions().withLevels("2,3").withFirstCells(List.of(two)));
    List<Proposal<Cell>> chosen = new ProgressiveSearch<>(setup).ask();
    assertEquals(SearchStrategyContract.SPACE.parse(two), chosen.get(0).architecture());
    assertEquals(4, chosen.size());
  }
}
