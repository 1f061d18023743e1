package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.CellSpace;
import java.util.Objects;

/**
 * What a surrogate is made for.
 *
 * @param space the space, whose cells of every level can be measured and predicted
 * @param network what the cells are stacked to, on the images of the search; its own cell does not
 *     matter
 * @param objective what is predicted
 * @param seed decides all random choices
 */
public record SurrogateSetup(CellSpace space, NetworkSpec network, Objective objective, long seed) {

  /**
   * Checks that nothing is missing.
   *
   * @param space the space, whose cells of every level can be measured and predicted
   * @param network what the cells are stacked to, on the images of the search; its own cell does
   *     not matter
   * @param objective what is predicted
   * @param seed decides all random choices
   */
  public SurrogateSetup {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(objective, "objective");
  }
}
