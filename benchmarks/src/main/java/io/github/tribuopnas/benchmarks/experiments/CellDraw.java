package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One random choice of the cells that surrogates learn from; the others are held out. The same for
 * every surrogate. Immutable.
 */
final class CellDraw {

  /** One-block cells are a level that can be measured whole; as many as in the first trial. */
  private static final double ONE_BLOCK_FRACTION = 0.75;

  private final CellTable table;
  private final int number;
  private final double fraction;

  /**
   * Makes a choice.
   *
   * @param table all cells
   * @param number decides which are chosen
   * @param fraction of the cells of several blocks that are learned from
   */
  CellDraw(CellTable table, int number, double fraction) {
    this.table = table;
    this.number = number;
    this.fraction = fraction;
  }

  /** A seed for the surrogates. */
  long seed() {
    return Seeds.derive(number, "surrogate");
  }

  private List<Cell> shuffled(int blocks) {
    List<Cell> cells = new ArrayList<>(table.cells(blocks));
    Collections.shuffle(cells, new Random(Seeds.derive(number, "cells of " + blocks + " blocks")));
    return cells;
  }

  private int learned(int blocks) {
    double part = blocks == 1 ? ONE_BLOCK_FRACTION : fraction;
    return (int) (part * table.cells(blocks).size());
  }

  /** Fits a surrogate on the chosen cells of up to so many blocks. */
  void fit(Surrogate<Cell> surrogate, int blocks) {
    List<Cell> cells = new ArrayList<>();
    for (int level = 1; level <= blocks; level++) {
      cells.addAll(shuffled(level).subList(0, learned(level)));
    }
    surrogate.fit(cells, table.accuracies(cells));
  }

  /** Fits a surrogate on so many cells of one block. */
  void fitOneBlock(Surrogate<Cell> surrogate, int count) {
    List<Cell> ones = shuffled(1);
    List<Cell> cells = ones.subList(0, Math.min(count, ones.size()));
    surrogate.fit(cells, table.accuracies(cells));
  }

  /** How well a surrogate ranks all cells of so many blocks. */
  double onAll(Surrogate<Cell> surrogate, int blocks) {
    return spearman(surrogate, table.cells(blocks));
  }

  /** How well a fitted surrogate ranks the cells held out of those with so many blocks. */
  double onSame(Surrogate<Cell> surrogate, int blocks) {
    List<Cell> cells = shuffled(blocks);
    return spearman(surrogate, cells.subList(learned(blocks), cells.size()));
  }

  /** How well a fitted surrogate ranks all cells of one block more, none of which it has seen. */
  double onNext(Surrogate<Cell> surrogate, int blocks) {
    return spearman(surrogate, table.cells(blocks + 1));
  }

  private double spearman(Surrogate<Cell> surrogate, List<Cell> cells) {
    double[] mean = new double[cells.size()];
    surrogate.predict(Candidates.of(cells), mean, new double[cells.size()]);
    return RankCorrelation.spearman(mean, table.accuracies(cells));
  }
}
