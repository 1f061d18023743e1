package io.github.tribuopnas.surrogate.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.surrogate.CompiledModels;
import io.github.tribuopnas.surrogate.LevelStandardizedTrainer;
import io.github.tribuopnas.surrogate.MixedTrainer;
import io.github.tribuopnas.surrogate.ModelRows;
import io.github.tribuopnas.surrogate.RandomRegression;
import io.github.tribuopnas.surrogate.linear.RidgeTrainer;
import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.RowRegressor;
import io.github.tribuopnas.surrogate.row.Thresholds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

class CompiledTreesTest {

  private static final int ROWS = 500;
  private static final Dataset<Regressor> DATA = RandomRegression.dataset(400, 1);
  private static final double[][] NEW = RandomRegression.rows(ROWS, 2);

  private static RandomForestTrainer<Regressor> forest() {
    return new RandomForestTrainer<>(
        new CARTRegressionTrainer(8, 2f, 0f, 0.5f, new MeanSquaredError(), 3),
        new AveragingCombiner(),
        10,
        4);
  }

  private static double[] predictions(RowRegressor regressor) {
    double[] predictions = new double[ROWS];
    Arrays.fill(predictions, Double.NaN);
    regressor.predict(NEW, ROWS, predictions);
    return predictions;
  }

  private static void assertAgrees(Trainer<Regressor> trainer) {
    Model<Regressor> model = trainer.train(DATA);
    FlatTrees compiled = CompiledTrees.compile(model, RandomRegression.NAMES).orElseThrow();
    double[] expected = predictions(new ModelRows(model, RandomRegression.NAMES));
    assertTrue(Arrays.stream(expected).distinct().count() > 10, "the model tells rows apart");
    assertArrayEquals(expected, predictions(compiled), 1e-12);
    assertArrayEquals(expected, inBlocks(compiled), 1e-12);
  }

  /** The last block is not full. */
  private static double[] inBlocks(RowRegressor regressor) {
    Thresholds.Builder builder = new Thresholds.Builder(RandomRegression.NAMES.size());
    // Those of other models are in the way.
    builder.add(0, 1.5);
    builder.add(1, -0.25);
    regressor.addThresholds(builder);
    Thresholds thresholds = builder.build();
    BlockRegressor blocks = regressor.forBlocks(thresholds);
    RowBlock block = new RowBlock(thresholds);
    double[] predictions = new double[ROWS];
    double[] ofBlock = new double[RowBlock.ROWS];
    for (int start = 0; start < ROWS; start += RowBlock.ROWS) {
      int count = Math.min(RowBlock.ROWS, ROWS - start);
      for (int i = 0; i < count; i++) {
        System.arraycopy(NEW[start + i], 0, block.row(i), 0, NEW[start + i].length);
      }
      block.fill(count);
      blocks.predict(block, ofBlock);
      System.arraycopy(ofBlock, 0, predictions, start, count);
    }
    return predictions;
  }

  @Test
  void aJointTreeAgreesWithTribuo() {
    assertAgrees(new CARTJointRegressionTrainer());
  }

  @Test
  void anIndependentTreeAgreesWithTribuo() {
    assertAgrees(new CARTRegressionTrainer());
  }

  @Test
  void aForestAgreesWithTribuo() {
    assertAgrees(forest());
  }

  @Test
  void anEnsembleOfForestsAgreesWithTribuo() {
    assertAgrees(new BaggingTrainer<>(forest(), new AveragingCombiner(), 3, 5));
  }

  @Test
  void boostedTreesAgreeWithTribuo() {
    assertAgrees(BoostedTreesTrainer.builder().build());
  }

  @Test
  void anEnsembleOfBoostedTreesAgreesWithTribuo() {
    assertAgrees(
        new BaggingTrainer<>(BoostedTreesTrainer.builder().build(), new AveragingCombiner(), 4, 5));
  }

  @Test
  void aModelThatIsNoTreeIsNotCompiledButPredicted() {
    Model<Regressor> model = DummyRegressionTrainer.createMeanTrainer().train(DATA);
    RowRegressor regressor = CompiledModels.fastest(model, RandomRegression.NAMES, NEW);
    assertInstanceOf(ModelRows.class, regressor);
    double mean =
        DATA.getData().stream()
            .mapToDouble(e -> e.getOutput().getValues()[0])
            .average()
            .orElseThrow();
    for (double prediction : predictions(regressor)) {
      assertEquals(mean, prediction, 1e-9);
    }
  }

  @Test
  void anEnsembleOfUnequalWeightsIsLeftToTribuo() {
    Trainer<Regressor> tree = new CARTJointRegressionTrainer(3);
    List<Model<Regressor>> models =
        List.of(tree.train(DATA), new CARTJointRegressionTrainer(6).train(DATA));
    Model<Regressor> ensemble =
        WeightedEnsembleModel.createEnsembleFromExistingModels(
            "unequal", models, new AveragingCombiner(), new float[] {1, 3});
    RowRegressor regressor = CompiledModels.fastest(ensemble, RandomRegression.NAMES, NEW);
    double[] first = predictions(new ModelRows(models.get(0), RandomRegression.NAMES));
    double[] second = predictions(new ModelRows(models.get(1), RandomRegression.NAMES));
    double[] expected = new double[ROWS];
    Arrays.setAll(expected, i -> (first[i] + 3 * second[i]) / 4);
    assertArrayEquals(expected, predictions(regressor), 1e-6);
  }

  @Test
  void aTreeEnsembleIsCompiled() {
    RowRegressor regressor =
        CompiledModels.fastest(forest().train(DATA), RandomRegression.NAMES, NEW);
    assertInstanceOf(FlatTrees.class, regressor);
  }

  @Test
  void treesOfEveryDepthAgreeWithTribuo() {
    for (int depth = 1; depth <= 10; depth++) {
      assertAgrees(BoostedTreesTrainer.builder().optDepth(depth).optTrees(9).build());
    }
  }

  @Test
  void shallowAndDeepTreesOfOneEnsembleAgreeWithTribuo() {
    assertAgrees(
        new MixedTrainer(List.of(BoostedTreesTrainer.builder().build(), forest(), forest())));
  }

  /** A mean that is compiled as several regressors, one of them on standardized outputs. */
  @Test
  void mixedModelsAgreeWithTribuoInBlocks() {
    MixedTrainer trainer =
        new MixedTrainer(
            List.of(
                new LevelStandardizedTrainer(BoostedTreesTrainer.builder().build(), "x0"),
                forest(),
                new LevelStandardizedTrainer(new RidgeTrainer(10), "x0")));
    Model<Regressor> model = trainer.train(DATA);
    RowRegressor compiled = CompiledModels.compile(model, RandomRegression.NAMES).orElseThrow();
    double[] expected = predictions(new ModelRows(model, RandomRegression.NAMES));
    assertArrayEquals(expected, inBlocks(compiled), 1e-12);
  }

  /** A split at zero: zero and minus zero are not above it. */
  @Test
  void theSignOfZeroDoesNotMatter() {
    for (double zero : new double[] {0.0, -0.0}) {
      FlatTrees.Builder trees = new FlatTrees.Builder();
      trees.beginTree();
      int split = trees.addSplit(0, zero);
      trees.addLeaf(1);
      trees.beginAbove(split);
      trees.addLeaf(2);
      Thresholds.Builder builder = new Thresholds.Builder(1);
      FlatTrees flat = trees.build();
      flat.addThresholds(builder);
      Thresholds thresholds = builder.build();
      RowBlock block = new RowBlock(thresholds);
      block.row(0)[0] = 0.0;
      block.row(1)[0] = -0.0;
      block.row(2)[0] = Double.MIN_VALUE;
      block.fill(3);
      double[] predictions = new double[RowBlock.ROWS];
      flat.forBlocks(thresholds).predict(block, predictions);
      assertArrayEquals(new double[] {1, 1, 2}, Arrays.copyOf(predictions, 3));
    }
  }
}
