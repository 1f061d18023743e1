package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.options.Component;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;

/** Makes what predicts accuracies in a search. */
@FunctionalInterface
public interface SurrogateFactory extends Component {

  /**
   * Makes a surrogate for one search.
   *
   * @param space the space, whose cells of every level can be measured and predicted
   * @param seed decides all random choices
   * @return a new surrogate, not yet fitted
   */
  Surrogate<Cell> surrogate(CellSpace space, long seed);
}
