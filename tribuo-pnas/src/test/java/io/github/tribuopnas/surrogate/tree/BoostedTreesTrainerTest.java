package io.github.tribuopnas.surrogate.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.protos.BoostedTreesModelProto;
import io.github.tribuopnas.surrogate.ModelRows;
import io.github.tribuopnas.surrogate.RandomRegression;
import io.github.tribuopnas.surrogate.TrainerCopies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class BoostedTreesTrainerTest {

  private static Dataset<Regressor> dataset(double[][] rows, double... targets) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", factory), factory);
    for (int i = 0; i < rows.length; i++) {
      dataset.add(example(rows[i], targets[i]));
    }
    return dataset;
  }

  private static Example<Regressor> example(double[] row, double target) {
    String[] names = new String[row.length];
    Arrays.setAll(names, column -> "x" + column);
    return new ArrayExample<>(new Regressor("y", target), names, row);
  }

  private static double predict(Model<Regressor> model, double... row) {
    return model.predict(example(row, Double.NaN)).getOutput().getValues()[0];
  }

  private static BoostedTreesTrainer.Builder plain() {
    return BoostedTreesTrainer.builder()
        .optSubsample(1)
        .optFeatureSubsample(1)
        .optMinChildWeight(1);
  }

  /** Mean 5; residuals -4, -3, 2, 5. The best single split is between 2 and 3: -3.5 and 3.5. */
  @Test
  void aSingleSplitIsTheOneOfLeastSquares() {
    Model<Regressor> model =
        plain()
            .optTrees(1)
            .optDepth(1)
            .optLearningRate(1)
            .optLambda(0)
            .build()
            .train(dataset(new double[][] {{1}, {2}, {3}, {4}}, 1, 2, 7, 10));
    assertEquals(1.5, predict(model, 1), 1e-12);
    assertEquals(1.5, predict(model, 2.4), 1e-12);
    assertEquals(8.5, predict(model, 2.6), 1e-12);
    assertEquals(8.5, predict(model, 100), 1e-12);
  }

  /**
   * The same with rate 0.5 and penalty 2: the leaves of the first tree are -7 / 4 / 2 = -0.875 and
   * 0.875, which leaves -3.125, -2.125, 1.125 and 4.125. The second tree splits at the same place:
   * -5.25 / 4 / 2 = -0.65625.
   */
  @Test
  void theSecondTreeLearnsWhatTheFirstLeft() {
    Model<Regressor> model =
        plain()
            .optTrees(2)
            .optDepth(1)
            .optLearningRate(0.5)
            .optLambda(2)
            .build()
            .train(dataset(new double[][] {{1}, {2}, {3}, {4}}, 1, 2, 7, 10));
    assertEquals(5 - 0.875 - 0.65625, predict(model, 1), 1e-12);
    assertEquals(5 + 0.875 + 0.65625, predict(model, 4), 1e-12);
  }

  @Test
  void noLeafHasFewerRowsThanAllowed() {
    Model<Regressor> model =
        plain()
            .optTrees(1)
            .optDepth(5)
            .optLearningRate(1)
            .optLambda(0)
            .optMinChildWeight(2)
            .build()
            .train(dataset(new double[][] {{1}, {2}, {3}, {4}, {5}}, 9, 0, 0, 0, 0));
    assertEquals(4.5, predict(model, 1), 1e-12);
    assertEquals(0, predict(model, 3), 1e-12);
  }

  @Test
  void manyDeepTreesReproduceDistinctRows() {
    Dataset<Regressor> data = RandomRegression.dataset(300, 4);
    Model<Regressor> model =
        plain().optTrees(200).optDepth(12).optLearningRate(0.5).optLambda(0).build().train(data);
    for (Example<Regressor> example : data) {
      // Columns are cut into bins, so that neighbors stay together; the other columns part them.
      assertEquals(
          example.getOutput().getValues()[0],
          model.predict(example).getOutput().getValues()[0],
          1e-3);
    }
  }

  @Test
  void newRowsArePredictedBetterThanByOneTree() {
    Dataset<Regressor> fresh = RandomRegression.dataset(500, 6);
    Dataset<Regressor> data = RandomRegression.dataset(400, 5);
    double boosted = squaredError(BoostedTreesTrainer.builder().build().train(data), fresh);
    double tree =
        squaredError(
            plain().optTrees(1).optDepth(8).optLearningRate(1).optLambda(0).build().train(data),
            fresh);
    assertTrue(boosted < 0.5 * tree, boosted + " against " + tree);
  }

  private static double squaredError(Model<Regressor> model, Dataset<Regressor> data) {
    double sum = 0;
    for (Example<Regressor> example : data) {
      double error =
          example.getOutput().getValues()[0] - model.predict(example).getOutput().getValues()[0];
      sum += error * error;
    }
    return sum / data.size();
  }

  @Test
  void aFeatureThatAnExampleLacksIsZero() {
    Model<Regressor> model =
        plain()
            .optTrees(1)
            .optDepth(1)
            .optLearningRate(1)
            .optLambda(0)
            .build()
            .train(dataset(new double[][] {{0, 1}, {5, 1}}, 1, 2));
    Example<Regressor> sparse =
        new ArrayExample<>(new Regressor("y", Double.NaN), new String[] {"x1"}, new double[] {1});
    assertEquals(1, model.predict(sparse).getOutput().getValues()[0], 1e-12);
    Example<Regressor> foreign =
        new ArrayExample<>(new Regressor("y", Double.NaN), new String[] {"z"}, new double[] {1});
    assertThrows(IllegalArgumentException.class, () -> model.predict(foreign));
  }

  @Test
  void oneSeedGivesOneModelAndAnotherInvocationAnotherModel() {
    Dataset<Regressor> data = RandomRegression.dataset(200, 5);
    BoostedTreesTrainer trainer = BoostedTreesTrainer.builder().optSeed(3).build();
    double[] first = predictions(trainer.train(data));
    double[] second = predictions(trainer.train(data));
    assertNotEquals(first[0], second[0]);
    assertEquals(2, trainer.getInvocationCount());
    assertArrayEquals(second, predictions(trainer.train(data, Map.of(), 1)), 0);
    assertArrayEquals(
        first, predictions(BoostedTreesTrainer.builder().optSeed(3).build().train(data)), 0);
  }

  private static double[] predictions(Model<Regressor> model) {
    double[][] rows = RandomRegression.rows(100, 2);
    double[] predictions = new double[rows.length];
    new ModelRows(model, RandomRegression.NAMES).predict(rows, rows.length, predictions);
    return predictions;
  }

  @Test
  void aTrainerMadeOfItsProvenanceTrainsTheSameModel() {
    Dataset<Regressor> data = RandomRegression.dataset(200, 5);
    BoostedTreesTrainer trainer =
        BoostedTreesTrainer.builder()
            .optTrees(20)
            .optDepth(5)
            .optLearningRate(0.3)
            .optSubsample(0.6)
            .optFeatureSubsample(0.4)
            .optMinChildWeight(3)
            .optLambda(0.25)
            .optSeed(8)
            .build();
    assertArrayEquals(
        predictions(new TrainerCopies(trainer).copy().train(data)),
        predictions(trainer.train(data)),
        0);
  }

  @Test
  void aModelReadBackPredictsTheSame() {
    Model<Regressor> model =
        BoostedTreesTrainer.builder().build().train(RandomRegression.dataset(200, 5));
    Model<?> read = Model.deserialize(model.serialize());
    assertArrayEquals(predictions(model), predictions(read.castModel(Regressor.class)), 0);
    assertEquals(model.getProvenance(), read.getProvenance());
  }

  @Test
  void aModelOfCircularTreesIsNotRead() throws Exception {
    ModelProto proto =
        BoostedTreesTrainer.builder().build().train(RandomRegression.dataset(200, 5)).serialize();
    BoostedTreesModelProto.Builder bad =
        proto.getSerializedData().unpack(BoostedTreesModelProto.class).toBuilder();
    bad.getTreesBuilder().setAbove(0, 0);
    ModelProto circular = proto.toBuilder().setSerializedData(Any.pack(bad.build())).build();
    RuntimeException e = assertThrows(RuntimeException.class, () -> Model.deserialize(circular));
    assertTrue(messages(e).contains("leads to node 0"), messages(e));
  }

  private static String messages(Throwable thrown) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    return messages.toString();
  }

  @Test
  void theFeatureThatDecidesIsOnTop() {
    Model<Regressor> model =
        plain()
            .optTrees(3)
            .optDepth(1)
            .build()
            .train(dataset(new double[][] {{0, 1}, {0, 2}, {0, 3}, {1, 4}}, 1, 2, 3, 4));
    assertEquals("x1", model.getTopFeatures(1).get("y").get(0).getA());
    assertEquals(3, model.getTopFeatures(-1).get("y").get(0).getB());
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    for (BoostedTreesTrainer.Builder builder :
        List.of(
            BoostedTreesTrainer.builder().optTrees(0),
            BoostedTreesTrainer.builder().optDepth(31),
            BoostedTreesTrainer.builder().optLearningRate(0),
            BoostedTreesTrainer.builder().optSubsample(1.1),
            BoostedTreesTrainer.builder().optFeatureSubsample(Double.NaN),
            BoostedTreesTrainer.builder().optMinChildWeight(0),
            BoostedTreesTrainer.builder().optLambda(-1))) {
      PropertyException e = assertThrows(PropertyException.class, builder::build);
      assertTrue(e.getMessage().contains("allowed are"), e.getMessage());
    }
  }

  @Test
  void aDatasetWithoutExamplesIsRefused() {
    Trainer<Regressor> trainer = BoostedTreesTrainer.builder().build();
    assertThrows(IllegalArgumentException.class, () -> trainer.train(dataset(new double[0][0])));
  }
}
