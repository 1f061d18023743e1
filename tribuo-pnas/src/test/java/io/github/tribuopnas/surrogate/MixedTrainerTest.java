package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.surrogate.linear.RidgeTrainer;
import io.github.tribuopnas.surrogate.tree.BoostedTreesTrainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.regression.Regressor;

class MixedTrainerTest {

  private static final Dataset<Regressor> DATA = RandomRegression.dataset(200, 5);

  private static double[] predictions(Model<Regressor> model) {
    double[][] rows = RandomRegression.rows(100, 2);
    double[] predictions = new double[rows.length];
    new ModelRows(model, RandomRegression.NAMES).predict(rows, rows.length, predictions);
    return predictions;
  }

  private static Trainer<Regressor> boosted() {
    return BoostedTreesTrainer.builder().optSeed(3).build();
  }

  private static Trainer<Regressor> ridge() {
    return new RidgeTrainer(3);
  }

  @Test
  void thePredictionIsTheMeanOfAllKinds() {
    double[] trees = predictions(boosted().train(DATA));
    double[] line = predictions(ridge().train(DATA));
    double[] expected = new double[trees.length];
    Arrays.setAll(expected, i -> (trees[i] + line[i]) / 2);
    assertArrayEquals(
        expected, predictions(new MixedTrainer(List.of(boosted(), ridge())).train(DATA)), 1e-6);
  }

  @Test
  void anInvocationCountReachesTheTrainersWithin() {
    MixedTrainer trainer = new MixedTrainer(List.of(boosted(), ridge()));
    trainer.train(DATA);
    double[] second = predictions(trainer.train(DATA));
    assertEquals(2, trainer.getInvocationCount());
    assertArrayEquals(second, predictions(trainer.train(DATA, Map.of(), 1)), 0);
    assertArrayEquals(
        second, predictions(new TrainerCopies(trainer).copy().train(DATA, Map.of(), 1)), 0);
  }

  @Test
  void oneTrainerIsNoMixture() {
    assertThrows(PropertyException.class, () -> new MixedTrainer(List.of(ridge())));
  }
}
