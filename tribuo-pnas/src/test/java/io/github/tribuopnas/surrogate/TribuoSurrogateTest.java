package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.RankCorrelation;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Trainer;
import org.tribuo.common.tree.ExtraTreesTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

class TribuoSurrogateTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(3).build();

  private static List<Cell> cells(int level, int count) {
    SplittableRandom random = new SplittableRandom(level);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(SPACE.random(level, random));
    }
    return cells;
  }

  private static Candidates<Cell> candidates(List<Cell> cells) {
    return new Candidates<>() {
      @Override
      public int size() {
        return cells.size();
      }

      @Override
      public Cell get(int index) {
        return cells.get(index);
      }
    };
  }

  private static double[] accuracies(List<Cell> cells) {
    double[] row = new double[new CellFeatures().names().size()];
    CellFeatures features = new CellFeatures();
    double[] accuracies = new double[cells.size()];
    for (int i = 0; i < accuracies.length; i++) {
      features.extract(cells.get(i), row);
      accuracies[i] = 0.5 + 0.3 * row[0] - 0.2 * row[5] * row[1] + 0.1 * row[3];
    }
    return accuracies;
  }

  private static TribuoSurrogate.Builder<Cell> builder() {
    return TribuoSurrogate.<Cell>builder().setFeatures(new CellFeatures()).setSeed(7);
  }

  private static Supplier<Trainer<Regressor>> trainer(String name) {
    MeanSquaredError impurity = new MeanSquaredError();
    CARTJointRegressionTrainer joint =
        new CARTJointRegressionTrainer(8, 2f, 0f, 0.5f, impurity, false, 3);
    CARTRegressionTrainer independent =
        new CARTRegressionTrainer(8, 2f, 0f, 0.5f, false, impurity, 3);
    AveragingCombiner average = new AveragingCombiner();
    return switch (name) {
      case "joint" -> () -> joint;
      case "independent" -> () -> independent;
      case "forest" -> () -> SurrogateTrainers.forest(3);
      case "bagged" -> () -> new BaggingTrainer<>(independent, average, 4, 3);
      case "bagged forests" ->
          () ->
              new BaggingTrainer<>(new RandomForestTrainer<>(joint, average, 3, 3), average, 3, 3);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"joint", "independent", "forest", "bagged", "bagged forests"})
  void compiledTreesPredictWhatTribuoPredicts(String name) {
    List<Cell> train = cells(2, 120);
    TribuoSurrogate<Cell> surrogate = builder().optTrainer(trainer(name)).build();
    surrogate.fit(train, accuracies(train));
    assertTrue(CompiledTrees.compile(surrogate.members(), new CellFeatures().names()).isPresent());
    List<Cell> test = cells(3, 600);
    double[] mean = new double[600];
    double[] spread = new double[600];
    surrogate.predict(candidates(test), mean, spread);
    double[] slowMean = new double[600];
    double[] slowSpread = new double[600];
    new TribuoPredictor<>(surrogate.members(), new RegressionExamples<>(new CellFeatures()))
        .predict(candidates(test), slowMean, slowSpread);
    assertArrayEquals(slowMean, mean, 1e-12);
    assertArrayEquals(slowSpread, spread, 1e-12);
  }

  @Test
  void moderatelySizedFitsRankCellsOneBlockLarger() {
    List<Cell> train = cells(2, 150);
    TribuoSurrogate<Cell> surrogate = builder().build();
    surrogate.fit(train, accuracies(train));
    List<Cell> test = cells(3, 300);
    double[] mean = new double[300];
    surrogate.predict(candidates(test), mean, new double[300]);
    assertTrue(RankCorrelation.spearman(mean, accuracies(test)) > 0.7);
  }

  @Test
  void aFitDoesNotDependOnFitsBefore() {
    List<Cell> train = cells(2, 80);
    TribuoSurrogate<Cell> used = builder().build();
    used.fit(cells(1, 40), accuracies(cells(1, 40)));
    used.fit(train, accuracies(train));
    TribuoSurrogate<Cell> fresh = builder().build();
    fresh.fit(train, accuracies(train));
    double[][] results = new double[4][100];
    used.predict(candidates(cells(3, 100)), results[0], results[1]);
    fresh.predict(candidates(cells(3, 100)), results[2], results[3]);
    assertArrayEquals(results[2], results[0]);
    assertArrayEquals(results[3], results[1]);
  }

  @Test
  void spreadIsThatOfTheMembersAndOtherTrainersServeToo() {
    TribuoSurrogate<Cell> surrogate =
        builder().optTrainer(DummyRegressionTrainer::createMeanTrainer).build();
    List<Cell> train = cells(1, 5);
    surrogate.fit(train, new double[] {0.1, 0.2, 0.3, 0.4, 0.5});
    double[] mean = new double[1];
    double[] spread = new double[1];
    surrogate.predict(candidates(cells(2, 1)), mean, spread);
    // Each member misses one of the five: means 0.25, 0.275, 0.3, 0.325, 0.35.
    assertEquals(0.3, mean[0], 1e-12);
    assertEquals(0.025 * Math.sqrt(2.5), spread[0], 1e-12);
  }

  @Test
  void randomSplitPointsAreRefusedByNameEvenWhenNested() {
    CARTJointRegressionTrainer tree =
        new CARTJointRegressionTrainer(8, 2f, 0f, 0.5f, true, new MeanSquaredError(), false, 3);
    AveragingCombiner average = new AveragingCombiner();
    List<Supplier<Trainer<Regressor>>> refused =
        List.of(
            () -> tree,
            () -> new BaggingTrainer<>(tree, average, 3),
            () -> new ExtraTreesTrainer<>(tree, average, 3));
    for (Supplier<Trainer<Regressor>> trainer : refused) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> builder().optTrainer(trainer));
      assertTrue(e.getMessage().contains(trainer.get().getClass().getSimpleName()));
    }
  }

  @Test
  void badMeasurementsAreRefused() {
    TribuoSurrogate<Cell> surrogate = builder().build();
    double[] mean = new double[1];
    assertThrows(
        IllegalStateException.class,
        () -> surrogate.predict(candidates(cells(1, 1)), mean, mean.clone()));
    assertThrows(IllegalArgumentException.class, () -> surrogate.fit(cells(1, 4), new double[4]));
    assertThrows(IllegalArgumentException.class, () -> surrogate.fit(cells(1, 6), new double[5]));
    assertThrows(
        IllegalArgumentException.class,
        () -> surrogate.fit(cells(1, 5), new double[] {1, 1, 1, 1, Double.NaN}));
  }

  @Test
  void featuresOfAKnownCellAreThoseCountedByHand() {
    CellFeatures features = new CellFeatures();
    double[] row = new double[features.names().size()];
    Arrays.fill(row, Double.NaN);
    features.extract(Cell.parse("pp:sep5x5+p:max3x3,1:sep3x3+1:identity"), row);
    assertEquals(0.25, row[features.names().indexOf("share(sep5x5)")]);
    assertEquals(0.25, row[features.names().indexOf("share(block:sep3x3)")]);
    assertEquals(0.5, row[features.names().indexOf("share(block)")]);
    assertEquals(2, row[features.names().indexOf("depth")]);
    assertEquals(1.5, row[features.names().indexOf("mean depth")]);
    assertEquals(1, row[features.names().indexOf("unread blocks")]);
    assertEquals(2, row[features.names().indexOf("most readers")]);
    assertEquals(4, row[features.names().indexOf("distinct operations")]);
    for (double value : row) {
      assertFalse(Double.isNaN(value));
    }
    assertEquals(row.length, features.names().stream().distinct().count());
  }
}
