package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.surrogate.linear.RidgeTrainer;
import io.github.tribuopnas.surrogate.tree.BoostedTreesTrainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class LevelStandardizedTrainerTest {

  private static final String[] NAMES = {"x", "blocks"};

  private static LevelStandardizedTrainer ridge(String level, double penalty) {
    return new LevelStandardizedTrainer(new RidgeTrainer(penalty), level);
  }

  private static Dataset<Regressor> dataset(double[]... rows) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("levels", factory), factory);
    for (double[] row : rows) {
      dataset.add(
          new ArrayExample<>(new Regressor("y", row[2]), NAMES, new double[] {row[0], row[1]}));
    }
    return dataset;
  }

  private static double predict(Model<Regressor> model, double x, double level) {
    return model
        .predict(new ArrayExample<>(new Regressor("y", 0), NAMES, new double[] {x, level}))
        .getOutput()
        .getValues()[0];
  }

  /** In both levels y is its mean plus its deviation times x: 5 + 2 x and 30 + 10 x. */
  private static final Dataset<Regressor> TWO_LEVELS =
      dataset(
          new double[] {-1, 1, 3},
          new double[] {1, 1, 7},
          new double[] {-1, 2, 20},
          new double[] {1, 2, 40});

  @Test
  void withHardlyAnyPenaltyEachLevelIsReproduced() {
    Model<Regressor> model = ridge("blocks", 1e-9).train(TWO_LEVELS);
    assertEquals(3, predict(model, -1, 1), 1e-6);
    assertEquals(7, predict(model, 1, 1), 1e-6);
    assertEquals(20, predict(model, -1, 2), 1e-6);
    assertEquals(50, predict(model, 2, 2), 1e-6);
  }

  @Test
  void aLevelThatWasNotMeasuredIsScaledAsTheNearest() {
    Model<Regressor> model = ridge("blocks", 1e-9).train(TWO_LEVELS);
    assertEquals(40, predict(model, 1, 3), 1e-6);
    assertEquals(7, predict(model, 1, 0), 1e-6);
  }

  /** One standardized column of 4 rows has x'x = 4 and x'z = 4: w = 4 / (4 + 4) = 0.5. */
  @Test
  void thePenaltyShrinksTheWeight() {
    Model<Regressor> model = ridge("blocks", 4).train(TWO_LEVELS);
    assertEquals(5 + 2 * 0.5, predict(model, 1, 1), 1e-9);
    assertEquals(30 - 10 * 0.5, predict(model, -1, 2), 1e-9);
  }

  @Test
  void withoutAFeatureOfTheLevelThereIsOne() {
    Model<Regressor> model =
        ridge("none", 1e-9).train(dataset(new double[] {0, 1, 1}, new double[] {2, 1, 5}));
    assertEquals(3, predict(model, 1, 1), 1e-6);
  }

  @Test
  void aLevelOfEqualOutputsIsPredictedAsThese() {
    Model<Regressor> model =
        ridge("blocks", 1)
            .train(
                dataset(
                    new double[] {0, 1, 4},
                    new double[] {1, 1, 4},
                    new double[] {0, 2, 8},
                    new double[] {1, 2, 6}));
    assertEquals(4, predict(model, 1, 1), 1e-12);
  }

  /** Ranks 1/6, 3/6, 5/6 have log odds -ln 5, 0, ln 5, whose deviation is ln 5 sqrt(2/3). */
  @Test
  void ofRanksOnlyTheOrderWithinALevelIsLearned() {
    double most = Math.sqrt(1.5);
    assertArrayEquals(
        new double[] {most, -most, 0},
        LevelScore.LOGISTIC_RANK.ofLevel(new double[] {900, 1, 2}),
        1e-12);
    assertArrayEquals(
        new double[] {1, -1, 1, -1},
        LevelScore.LOGISTIC_RANK.ofLevel(new double[] {7, 3, 7, 3}),
        1e-12);
    assertArrayEquals(
        new double[] {0, 0}, LevelScore.LOGISTIC_RANK.ofLevel(new double[] {4, 4}), 0);
  }

  /** 1, 2 and 9 have the mean 4 and the deviation sqrt(38/3): the middle rank is the mean. */
  @Test
  void ranksArePredictedOnTheScaleOfTheirLevel() {
    LevelStandardizedTrainer trainer =
        new LevelStandardizedTrainer(new RidgeTrainer(1e-9), "blocks", LevelScore.LOGISTIC_RANK);
    Dataset<Regressor> data =
        dataset(new double[] {-1, 1, 1}, new double[] {0, 1, 2}, new double[] {1, 1, 9});
    double deviation = Math.sqrt(38 / 3.0);
    for (LevelStandardizedTrainer used :
        List.of(trainer, (LevelStandardizedTrainer) new TrainerCopies(trainer).copy())) {
      Model<Regressor> model = used.train(data);
      assertEquals(4, predict(model, 0, 1), 1e-6);
      assertEquals(4 + deviation * Math.sqrt(1.5), predict(model, 1, 1), 1e-6);
    }
  }

  @Test
  void itIsCompiledAloneAndAmongTrees() {
    Dataset<Regressor> data = RandomRegression.dataset(300, 1);
    double[][] rows = RandomRegression.rows(200, 2);
    Model<Regressor> ridge = ridge("x0", 3).train(data);
    assertFalse(
        CompiledModels.fastest(ridge, RandomRegression.NAMES, rows) instanceof ModelRows,
        "compiled");
    Model<Regressor> mixed =
        new MixedTrainer(List.of(BoostedTreesTrainer.builder().build(), ridge("x0", 3)))
            .train(data);
    for (Model<Regressor> model : List.of(ridge, mixed)) {
      double[] expected = new double[rows.length];
      double[] actual = new double[rows.length];
      new ModelRows(model, RandomRegression.NAMES).predict(rows, rows.length, expected);
      CompiledModels.compile(model, RandomRegression.NAMES)
          .orElseThrow()
          .predict(rows, rows.length, actual);
      assertArrayEquals(expected, actual, 1e-12);
    }
  }

  @Test
  void aModelReadBackPredictsTheSame() {
    Model<Regressor> model = ridge("blocks", 4).train(TWO_LEVELS);
    Model<Regressor> read = Model.deserialize(model.serialize()).castModel(Regressor.class);
    assertEquals(predict(model, 0.3, 2), predict(read, 0.3, 2), 0);
  }

  @Test
  void aTrainerMadeOfItsProvenanceTrainsTheSameModel() {
    LevelStandardizedTrainer trainer = ridge("x", 7);
    assertEquals(
        predict(trainer.train(TWO_LEVELS), 1, 1),
        predict(new TrainerCopies(trainer).copy().train(TWO_LEVELS), 1, 1),
        0);
  }

  @Test
  void theFeatureOfTheLargestWeightIsOnTop() {
    Model<Regressor> model = ridge("blocks", 4).train(TWO_LEVELS);
    assertEquals("x", model.getTopFeatures(1).get("y").get(0).getA());
  }

  @Test
  void aPenaltyOfZeroIsRefused() {
    PropertyException e = assertThrows(PropertyException.class, () -> new RidgeTrainer(0));
    assertTrue(e.getMessage().contains("lambda"), e.getMessage());
  }
}
