package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.options.Component;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.space.Cell;
import java.util.List;

/** Makes what decides which cells are tried. */
@FunctionalInterface
public interface StrategyFactory extends Component {

  /**
   * Makes a strategy for one search.
   *
   * @param setup what is searched and how
   * @return a new strategy
   * @throws IllegalArgumentException if the options do not go together
   */
  SearchStrategy<Cell> strategy(StrategySetup<Cell> setup);

  /**
   * Returns how many cells the strategy will try at each level, by which progress tells the time
   * that is left.
   *
   * @param setup what is searched and how
   * @return the number of each level, from the first; by default all at the last
   */
  default List<Integer> trialsByLevel(StrategySetup<Cell> setup) {
    return setup.trialsAtLastLevel();
  }
}
