package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.options.Component;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;

/** Makes what predicts accuracies in a search. */
@FunctionalInterface
public interface SurrogateFactory extends Component {

  /**
   * Makes a surrogate for one search.
   *
   * @param setup what it is made for
   * @return a new surrogate, not yet fitted
   */
  Surrogate<Cell> surrogate(SurrogateSetup setup);
}
