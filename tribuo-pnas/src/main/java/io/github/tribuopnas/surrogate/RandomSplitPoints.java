package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import org.tribuo.Trainer;
import org.tribuo.common.tree.ExtraTreesTrainer;
import org.tribuo.regression.Regressor;

/** Finds and refuses trainers of trees with random split points. */
final class RandomSplitPoints {

  private static final String RANDOM_SPLITS = "useRandomSplitPoints";

  private RandomSplitPoints() {}

  /**
   * Refuses trees with random split points, alone or inside an ensemble: Tribuo 4.3.2 mixes up the
   * features while it draws them, and fails or splits at the wrong one.
   *
   * @throws IllegalArgumentException if the trainer uses them
   */
  static void check(Trainer<Regressor> trainer) {
    if (trainer instanceof ExtraTreesTrainer || drawsSplitPoints(trainer.getProvenance())) {
      throw new IllegalArgumentException(
          trainer.getClass().getSimpleName()
              + " with random split points makes wrong regression trees in Tribuo 4.3.2; use a"
              + " RandomForestTrainer or a BaggingTrainer of trees without them");
    }
  }

  /** A trainer does not show the trainers inside it, but its provenance does. */
  private static boolean drawsSplitPoints(ObjectProvenance provenance) {
    for (Pair<String, Provenance> entry : provenance) {
      Provenance value = entry.getB();
      if (entry.getA().equals(RANDOM_SPLITS)
          && value instanceof BooleanProvenance flag
          && flag.getValue()) {
        return true;
      }
      if (value instanceof ObjectProvenance inner && drawsSplitPoints(inner)) {
        return true;
      }
    }
    return false;
  }
}
