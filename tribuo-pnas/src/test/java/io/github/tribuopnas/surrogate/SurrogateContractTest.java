package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.prior.PriorTable;
import io.github.tribuopnas.testing.SurrogateContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Holds the named surrogates to what all promise; the recurrent network takes too long to fit. */
class SurrogateContractTest {

  @Nested
  class Forest extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.FOREST.of(space, seed);
    }
  }

  @Nested
  class Cart extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.CART.of(space, seed);
    }
  }

  @Nested
  class Boosted extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.BOOSTED.of(space, seed);
    }
  }

  @Nested
  class Linear extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.LINEAR.of(space, seed);
    }
  }

  @Nested
  @Tag("slow")
  class Mlp extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.MLP.of(space, seed);
    }
  }

  @Nested
  @Tag("slow")
  class Mixed extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return SurrogateKind.MIXED.of(space, seed);
    }
  }

  @Nested
  class Informed extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      NetworkSpec network =
          Setting.PROXY
              .of(Cell.parse("p:identity+p:identity"))
              .optRepeats(1)
              .optFilters(4)
              .optImage(new ImageShape(12, 12, 1))
              .optClasses(4)
              .build();
      return SurrogateKind.INFORMED.of(
          new SurrogateSetup(space, network, Objective.ACCURACY, seed), PriorTable::shipped);
    }
  }
}
