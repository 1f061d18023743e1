package io.github.tribuopnas.surrogate;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

/** Refuses trainers that cannot serve. */
final class TrainerCheck {

  private static final String RANDOM_SPLITS = "useRandomSplitPoints";

  private TrainerCheck() {}

  /** Fails for trees with random split points, alone or within another trainer. */
  static void check(Trainer<Regressor> trainer) {
    if (hasRandomSplits(trainer.getProvenance())) {
      throw new IllegalArgumentException(
          trainer.getClass().getSimpleName()
              + " uses random split points, with which Tribuo 4.3.2 grows wrong regression trees;"
              + " use RandomForestTrainer or set "
              + RANDOM_SPLITS
              + " to false");
    }
  }

  private static boolean hasRandomSplits(Provenance provenance) {
    if (provenance instanceof ListProvenance<?> list) {
      return list.getList().stream().anyMatch(TrainerCheck::hasRandomSplits);
    }
    if (provenance instanceof MapProvenance<?> map) {
      return map.getMap().values().stream().anyMatch(TrainerCheck::hasRandomSplits);
    }
    if (provenance instanceof ObjectProvenance object) {
      for (Pair<String, Provenance> part : object) {
        boolean isSet =
            part.getA().equals(RANDOM_SPLITS)
                && part.getB() instanceof BooleanProvenance flag
                && flag.getValue();
        if (isSet || hasRandomSplits(part.getB())) {
          return true;
        }
      }
    }
    return false;
  }
}
