package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.named.NamedStrategies;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.SurrogateKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StrategyOptionsTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();

  private static final StrategyOptions OPTIONS =
      new StrategyOptions().withBeam(4).withAcquisition("ucb(0.5)");

  private static StrategySetup<Cell> setup(StrategyOptions options) {
    return StrategySetup.<Cell>of(SPACE, options, 5)
        .withSurrogate(() -> SurrogateKind.BOOSTED.of(SPACE, Seeds.derive(5, "surrogate")));
  }

  /** Runs the strategy on a made-up accuracy and returns the size of each batch it asked. */
  private static List<Integer> batches(StrategyOptions options) {
    SearchStrategy<Cell> strategy = NamedStrategies.of(options.kind()).strategy(setup(options));
    List<Integer> sizes = new ArrayList<>();
    List<Proposal<Cell>> batch = strategy.ask();
    while (!batch.isEmpty()) {
      sizes.add(batch.size());
      strategy.tell(
          batch.stream()
              .map(
                  proposal ->
                      Trial.complete(
                          proposal,
                          Metrics.NONE.with(
                              Metrics.ACCURACY,
                              (proposal.architecture().toString().hashCode() & 1023) / 1023.0)))
              .toList());
      batch = strategy.ask();
    }
    return sizes;
  }

  private static int sum(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).sum();
  }

  @ParameterizedTest
  @EnumSource(StrategyKind.class)
  void everyStrategyTriesAsManyCellsAsTheProgressiveOne(StrategyKind kind) {
    assertEquals(136 + 2 * 4, sum(batches(OPTIONS.withStrategy(kind))));
    assertEquals(10 + 2 * 4, sum(batches(OPTIONS.withStrategy(kind).withFirstLevel(10))));
  }

  @Test
  void theProgressiveSearchAsksALevelAtOnceOrRefitsWithinOne() {
    assertEquals(List.of(10, 4, 4), batches(OPTIONS.withFirstLevel(10)));
    assertEquals(List.of(10, 3, 1, 3, 1), batches(OPTIONS.withFirstLevel(10).withRefitEvery(3)));
  }

  /** The operations of level 2 where only separable convolutions are any good. */
  private static Set<Operation> operationsOfLevel2(double exploration) {
    SearchStrategy<Cell> strategy =
        NamedStrategies.of(StrategyKind.PNAS)
            .strategy(setup(new StrategyOptions().withBeam(20).withExploration(exploration)));
    strategy.tell(
        strategy.ask().stream()
            .map(
                proposal ->
                    Trial.complete(
                        proposal,
                        Metrics.NONE.with(
                            Metrics.ACCURACY, separableShare(proposal.architecture()))))
            .toList());
    return strategy.ask().stream()
        .flatMap(proposal -> operations(proposal.architecture()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
  }

  private static Stream<Operation> operations(Cell cell) {
    return cell.blocks().stream()
        .flatMap(block -> Stream.of(block.left().operation(), block.right().operation()));
  }

  private static double separableShare(Cell cell) {
    return operations(cell).filter(operation -> operation.text().startsWith("sep")).count()
        / (2.0 * cell.size());
  }

  @Test
  void explorationTriesOperationsThatTheBeamNeglects() {
    Set<Operation> ofBeam = operationsOfLevel2(0);
    for (Operation neglected :
        List.of(Operation.IDENTITY, Operation.AVERAGE_POOL_3X3, Operation.MAX_POOL_3X3)) {
      assertFalse(ofBeam.contains(neglected), ofBeam.toString());
    }
    assertEquals(EnumSet.copyOf(Operation.PAPER), operationsOfLevel2(0.5));
  }

  @Test
  void aShareOutsideZeroToOneIsRefused() {
    assertEquals(1, new StrategyOptions().withExploration(1).exploration());
    assertThrows(PropertyException.class, () -> new StrategyOptions().withExploration(-0.1));
  }

  @Test
  void namesAreReadBackAndUnknownOnesRefusedWithThoseAllowed() {
    for (StrategyKind kind : StrategyKind.values()) {
      assertEquals(kind, StrategyKind.parse(kind.text()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> StrategyKind.parse("greedy"))
            .getMessage();
    assertEquals(
        "unknown strategy 'greedy'; allowed are pnas, random, evolution, nsga2, reinforce",
        message);
    assertThrows(IllegalArgumentException.class, () -> Acquisition.parse("ucb:-1"));
    assertThrows(IllegalArgumentException.class, () -> Acquisition.parse("ucb:x"));
  }

  @Test
  void aSampleLargerThanThePopulationIsRefused() {
    StrategySetup<Cell> setup = setup(OPTIONS.withPopulation(4).withSample(5));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> NamedStrategies.of(StrategyKind.EVOLUTION).strategy(setup))
            .getMessage();
    assertEquals("the sample is 5; allowed are numbers from 1 to 4", message);
  }
}
