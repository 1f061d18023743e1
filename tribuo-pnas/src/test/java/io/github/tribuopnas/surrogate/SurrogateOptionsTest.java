package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurrogateOptionsTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(1).build();
  private static final SurrogateSetup SETUP = setup(Objective.ACCURACY);

  private static SurrogateSetup setup(Objective objective) {
    return new SurrogateSetup(
        SPACE,
        Setting.PROXY
            .of(Cell.parse("p:identity+p:identity"))
            .optRepeats(1)
            .optFilters(4)
            .optImage(new ImageShape(12, 12, 1))
            .optClasses(4)
            .build(),
        objective,
        1);
  }

  private static double[] predicted(Surrogate<Cell> surrogate) {
    Candidates<Cell> cells = SPACE.initial();
    double[] mean = new double[cells.size()];
    surrogate.predict(cells, mean, new double[cells.size()]);
    return mean;
  }

  @Test
  void theDefaultPredictsBeforeTheFirstTrialAndTheFormerDefaultDoesNot() {
    assertEquals(0, new SurrogateOptions().surrogate(SETUP).minimumTrials());
    assertEquals(
        5,
        new SurrogateOptions().withSurrogate(SurrogateKind.MIXED).surrogate(SETUP).minimumTrials());
  }

  @Test
  void aLossIsExpectedToBeLowWhereAnAccuracyIsExpectedToBeHigh() {
    double[] accuracies = predicted(new SurrogateOptions().surrogate(SETUP));
    double[] losses =
        predicted(new SurrogateOptions().surrogate(setup(Objective.minimize("loss"))));
    for (int i = 0; i < losses.length; i++) {
      assertEquals(-accuracies[i], losses[i], 1e-12);
    }
  }

  @Test
  void withoutPriorOnlySizesCount() {
    double[] sizes = predicted(new SurrogateOptions().withoutPrior().surrogate(SETUP));
    double[] table = predicted(new SurrogateOptions().surrogate(SETUP));
    assertTrue(!Arrays.equals(sizes, table));
    double correlation = Spearman.correlation(sizes, table);
    assertTrue(correlation > 0.5, "rank correlation of sizes and table: " + correlation);
  }

  @Test
  void runsAreReadWhenTheyAreNeeded() {
    Surrogate<Cell> surrogate =
        new SurrogateOptions().withPrior(List.of(Path.of("no-such-run"))).surrogate(SETUP);
    TrialStoreException e = assertThrows(TrialStoreException.class, () -> predicted(surrogate));
    assertTrue(e.getMessage().contains("no-such-run"), e.getMessage());
  }

  @Test
  void noneStandsAlone() {
    PropertyException e =
        assertThrows(
            PropertyException.class,
            () -> new SurrogateOptions().withPrior(List.of(Path.of("none"), Path.of("run"))));
    assertTrue(e.getMessage().contains("none"), e.getMessage());
  }
}
