package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.SurrogateSetup;
import io.github.tribuopnas.surrogate.prior.EarlierTrial;
import io.github.tribuopnas.surrogate.prior.PriorTable;
import java.util.ArrayList;
import java.util.List;

/**
 * How surrogates rank cells after few trials of one block, or none.
 *
 * @param cells measured cells
 * @param trials how many of one block are learned from
 * @param draws how often these are drawn
 * @param without sets of images whose earlier trials are not learned from
 */
record FewTrials(CellTable cells, int trials, int draws, List<String> without) {

  /** The network of measured tables: small gray images, eight channels, a cell in each group. */
  private static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+p:identity"))
          .optRepeats(1)
          .optFilters(8)
          .optStemMultiplier(1)
          .optImage(new ImageShape(14, 14, 1))
          .optClasses(10)
          .build();

  /** Makes a surrogate that learns beforehand from all sets but these. */
  static Surrogate<Cell> surrogate(String name, long seed, List<String> without) {
    CellSpace space = CellSpace.builder().setBlocks(Cell.MAX_BLOCKS).build();
    return SurrogateKind.parse(name)
        .of(
            new SurrogateSetup(space, NETWORK, Objective.ACCURACY, seed),
            () -> earlier(PriorTable.shipped(), without));
  }

  private static List<EarlierTrial> earlier(List<EarlierTrial> all, List<String> without) {
    return all.stream().filter(trial -> !without.contains(trial.source())).toList();
  }

  /** The rank correlation at each level above that of the trials, in the mean over draws. */
  List<LevelFinding> findings(String name) {
    List<LevelFinding> findings = new ArrayList<>();
    int first = trials == 0 ? 1 : 2;
    double[] sums = new double[Cell.MAX_BLOCKS + 1];
    int runs = trials == 0 ? 1 : draws;
    for (int number = 1; number <= runs; number++) {
      CellDraw draw = new CellDraw(cells, number, 0);
      Surrogate<Cell> surrogate = surrogate(name, draw.seed(), without);
      draw.fitOneBlock(surrogate, trials);
      for (int level = first; level <= Cell.MAX_BLOCKS; level++) {
        sums[level] += draw.onAll(surrogate, level) / runs;
      }
    }
    for (int level = first; level <= Cell.MAX_BLOCKS; level++) {
      if (!cells.cells(level).isEmpty()) {
        findings.add(new LevelFinding(name, level, sums[level]));
      }
    }
    return findings;
  }
}
