package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.CellFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.common.tree.ExtraTreesTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.baseline.DummyRegressionTrainer;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

class TribuoSurrogateTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();

  private record Predictions(double[] mean, double[] standardDeviation) {}

  private static TribuoSurrogate.Builder<Cell> builder(long seed) {
    return TribuoSurrogate.<Cell>builder().setFeatures(new CellFeatures(SPACE)).setSeed(seed);
  }

  /** Distinct random cells of a number of blocks. */
  private static List<Cell> cells(int count, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Cell> seen = new HashSet<>();
    List<Cell> cells = new ArrayList<>();
    while (cells.size() < count) {
      Cell cell = SPACE.random(blocks, random);
      if (seen.add(cell)) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** The mean over branches of a value of the operation: 0 for the first to 7 for the last. */
  private static double additive(Cell cell) {
    return cell.blocks().stream()
            .mapToInt(b -> b.left().operation().ordinal() + b.right().operation().ordinal())
            .sum()
        / (2.0 * cell.size());
  }

  private static double[] additive(List<Cell> cells) {
    return cells.stream().mapToDouble(TribuoSurrogateTest::additive).toArray();
  }

  private static Predictions predict(TribuoSurrogate<Cell> surrogate, List<Cell> cells) {
    double[] mean = new double[cells.size()];
    double[] standardDeviation = new double[cells.size()];
    surrogate.predict(Candidates.of(cells), mean, standardDeviation);
    return new Predictions(mean, standardDeviation);
  }

  private static Predictions fitAndPredict(
      TribuoSurrogate<Cell> surrogate, List<Cell> measured, List<Cell> candidates) {
    surrogate.fit(measured, additive(measured));
    return predict(surrogate, candidates);
  }

  private static void assertSame(Predictions expected, Predictions actual) {
    assertArrayEquals(expected.mean(), actual.mean(), 0);
    assertArrayEquals(expected.standardDeviation(), actual.standardDeviation(), 0);
  }

  @Test
  void twoSurrogatesOfOneSeedPredictTheSame() {
    List<Cell> measured = cells(60, 2, 1);
    List<Cell> candidates = cells(300, 3, 2);
    Predictions expected = fitAndPredict(builder(7).build(), measured, candidates);
    assertSame(expected, fitAndPredict(builder(7).build(), measured, candidates));
    assertFalse(
        Arrays.equals(
            expected.mean(), fitAndPredict(builder(8).build(), measured, candidates).mean()));
  }

  @Test
  void theOrderOfTheMeasurementsMeansNothing() {
    List<Cell> measured = cells(60, 2, 1);
    List<Cell> shuffled = new ArrayList<>(measured);
    Collections.shuffle(shuffled, new Random(3));
    List<Cell> candidates = cells(300, 3, 2);
    assertSame(
        fitAndPredict(builder(7).build(), measured, candidates),
        fitAndPredict(builder(7).build(), shuffled, candidates));
  }

  @Test
  void aRefitForgetsAllBefore() {
    List<Cell> measured = cells(60, 2, 1);
    List<Cell> candidates = cells(300, 3, 2);
    TribuoSurrogate<Cell> surrogate = builder(7).build();
    surrogate.fit(cells(90, 1, 9), additive(cells(90, 1, 9)));
    assertSame(
        fitAndPredict(builder(7).build(), measured, candidates),
        fitAndPredict(surrogate, measured, candidates));
  }

  @Test
  void surrogatesThatShareATrainerDoNotDisturbEachOther() {
    Trainer<Regressor> trainer = MemberTrainers.forest(7);
    List<Cell> measured = cells(60, 2, 1);
    List<Cell> candidates = cells(100, 3, 2);
    Predictions first = fitAndPredict(builder(7).optTrainer(trainer).build(), measured, candidates);
    assertSame(first, fitAndPredict(builder(7).optTrainer(trainer).build(), measured, candidates));
  }

  @Test
  void oneBatchMoreOrLessMeansNothing() {
    List<Cell> candidates = cells(600, 3, 2);
    TribuoSurrogate<Cell> surrogate = builder(7).build();
    Predictions all = fitAndPredict(surrogate, cells(60, 2, 1), candidates);
    Predictions tail = predict(surrogate, candidates.subList(500, 600));
    assertArrayEquals(Arrays.copyOfRange(all.mean(), 500, 600), tail.mean(), 0);
  }

  /**
   * Of the members trained on 1, 2, 3, 4 and 5 without one of them, each predicts the mean of its
   * four: 14/4, 13/4, 12/4, 11/4 and 10/4. Their mean is 3 and their variance 0.15625.
   */
  @Test
  void eachOfFiveMembersLearnsFromFourFifths() {
    TribuoSurrogate<Cell> surrogate =
        builder(1).optTrainer(DummyRegressionTrainer.createMeanTrainer()).build();
    surrogate.fit(cells(5, 1, 1), new double[] {1, 2, 3, 4, 5});
    Predictions predictions = predict(surrogate, cells(3, 2, 2));
    for (int i = 0; i < 3; i++) {
      assertEquals(3, predictions.mean()[i], 1e-12);
      assertEquals(Math.sqrt(0.15625), predictions.standardDeviation()[i], 1e-12);
    }
  }

  /**
   * Only the order by operations is to be learned, and there is no noise. No count of a single
   * operation ranks the cells as well, so that the surrogate must have put several together.
   */
  @Test
  void cellsOfOneBlockMoreAreRankedByWhatTheirOperationsAreWorth() {
    List<Cell> measured = new ArrayList<>(cells(60, 1, 1));
    measured.addAll(cells(60, 2, 2));
    measured.addAll(cells(60, 3, 3));
    List<Cell> candidates = cells(500, 4, 4);
    double[] truth = additive(candidates);
    double[] predicted = fitAndPredict(builder(7).build(), measured, candidates).mean();
    double best = 0;
    CellFeatures features = new CellFeatures(SPACE);
    double[][] rows = new double[candidates.size()][features.names().size()];
    for (int i = 0; i < rows.length; i++) {
      features.extract(candidates.get(i), rows[i]);
    }
    for (int operation = 0; operation < SPACE.operations().size(); operation++) {
      int column = operation;
      double[] counts = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      best = Math.max(best, Math.abs(Spearman.correlation(counts, truth)));
    }
    double reached = Spearman.correlation(predicted, truth);
    assertTrue(reached > 0.8 && reached > best + 0.2, reached + " against " + best);
  }

  @Test
  void cellsOfFiveBlocksAreToldApartAfterCellsOfOne() {
    List<Cell> candidates = cells(500, 5, 4);
    Predictions predictions = fitAndPredict(builder(7).build(), cells(136, 1, 1), candidates);
    assertTrue(
        Spearman.correlation(predictions.mean(), additive(candidates)) > 0.5,
        Arrays.toString(Arrays.copyOf(predictions.mean(), 20)));
    assertTrue(Arrays.stream(predictions.standardDeviation()).allMatch(s -> s >= 0 && s < 7));
  }

  @Test
  void aTrainerThatPredictsTheSameForAllIsRefusedByName() {
    List<Cell> measured = cells(60, 2, 1);
    TribuoSurrogate<Cell> surrogate =
        builder(1).optTrainer(DummyRegressionTrainer.createMeanTrainer()).build();
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> surrogate.fit(measured, additive(measured)));
    assertTrue(e.getMessage().contains("DummyRegressionTrainer"), e.getMessage());
  }

  @Test
  void equalAccuraciesMayBePredictedAsTheSame() {
    List<Cell> measured = cells(60, 2, 1);
    double[] equal = new double[60];
    Arrays.fill(equal, 0.5);
    TribuoSurrogate<Cell> surrogate = builder(1).build();
    surrogate.fit(measured, equal);
    Predictions predictions = predict(surrogate, cells(20, 3, 2));
    for (int i = 0; i < 20; i++) {
      assertEquals(0.5, predictions.mean()[i], 1e-12);
      assertEquals(0, predictions.standardDeviation()[i], 1e-12);
    }
  }

  @Test
  void tooFewMeasurementsAreRefusedWithTheNumberNeeded() {
    List<Cell> four = cells(4, 1, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> builder(1).build().fit(four, additive(four)));
    assertTrue(e.getMessage().contains("at least 5"), e.getMessage());
  }

  @Test
  void anAccuracyThatIsNoNumberIsRefused() {
    List<Cell> five = cells(5, 1, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> builder(1).build().fit(five, new double[] {1, 1, Double.NaN, 1, 1}));
    assertTrue(e.getMessage().contains("NaN"), e.getMessage());
  }

  @Test
  void aPredictionBeforeTheFirstFitIsRefused() {
    TribuoSurrogate<Cell> surrogate = builder(1).build();
    List<Cell> candidates = cells(1, 1, 1);
    assertThrows(IllegalStateException.class, () -> predict(surrogate, candidates));
  }

  @Test
  void treesWithRandomSplitPointsAreRefusedByName() {
    CARTJointRegressionTrainer random =
        new CARTJointRegressionTrainer(
            8, 2f, 0f, 0.5f, true, new MeanSquaredError(), false, Trainer.DEFAULT_SEED);
    for (Trainer<Regressor> trainer :
        List.of(
            random,
            new ExtraTreesTrainer<>(random, new AveragingCombiner(), 5),
            new BaggingTrainer<>(random, new AveragingCombiner(), 5))) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> builder(1).optTrainer(trainer), "refused");
      assertTrue(e.getMessage().contains(trainer.getClass().getSimpleName()), e.getMessage());
    }
  }

  @Test
  void aTrainerThatCannotBeMadeFromItsConfigurationIsRefusedByName() {
    Trainer<Regressor> trainer = new FixedTrainer(1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> builder(1).optTrainer(trainer));
    assertTrue(e.getMessage().contains("FixedTrainer"), e.getMessage());
  }

  /** Has no constructor without arguments. */
  private static final class FixedTrainer implements Trainer<Regressor> {

    FixedTrainer(int count) {
      setInvocationCount(count);
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> data, Map<String, Provenance> provenance) {
      return DummyRegressionTrainer.createMeanTrainer().train(data, provenance);
    }

    @Override
    public int getInvocationCount() {
      return 0;
    }

    @Override
    public void setInvocationCount(int count) {
      // Has no random choices.
    }

    @Override
    public TrainerProvenance getProvenance() {
      return new TrainerProvenanceImpl(this);
    }
  }
}
