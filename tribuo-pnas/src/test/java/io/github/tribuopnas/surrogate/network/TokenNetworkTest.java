package io.github.tribuopnas.surrogate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.surrogate.feature.CellTokens;
import io.github.tribuopnas.surrogate.feature.TokenFormulas;
import io.github.tribuopnas.training.engine.GradientMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the networks to their formulas, computed again in plain Java and by PyTorch itself. */
class TokenNetworkTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();

  /** Half of the difference between the two weights of a difference quotient. */
  private static final double STEP = 1e-5;

  private static final int CHECKED_OF_EACH = 25;

  private static List<float[]> randomWeights(TokenNetwork network, SplittableRandom random) {
    List<float[]> weights = new ArrayList<>();
    for (TokenNetwork.Weight weight : network.weights()) {
      float[] values = new float[(int) weight.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-0.2, 0.2);
      }
      weights.add(values);
    }
    return weights;
  }

  private static List<double[]> doubles(List<float[]> weights) {
    List<double[]> doubles = new ArrayList<>();
    for (float[] values : weights) {
      double[] copy = new double[values.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = values[i];
      }
      doubles.add(copy);
    }
    return doubles;
  }

  /** Cells of one to five blocks, so that shorter ones are read beside longer ones. */
  private static List<int[]> cells(int count, SplittableRandom random) {
    CellTokens extractor = new CellTokens(SPACE);
    List<int[]> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Cell cell = SPACE.random(1 + i % 5, random);
      double[] row = new double[20];
      extractor.extract(cell, row);
      int[] tokens = new int[4 * cell.size()];
      for (int j = 0; j < tokens.length; j++) {
        tokens[j] = (int) row[j] - 1;
      }
      cells.add(tokens);
    }
    return cells;
  }

  @ParameterizedTest
  @EnumSource
  void aNetworkComputesItsFormula(TokenNetworkKind kind) {
    SplittableRandom random = new SplittableRandom(1);
    List<float[]> weights = randomWeights(kind.network(8), random);
    List<int[]> cells = cells(20, random);
    float[] actual =
        TokenNetworkFit.predict(
            kind.network(8), new FrozenWeights(kind.network(8), weights), cells);
    for (int i = 0; i < cells.size(); i++) {
      double expected = TokenFormulas.accuracy(kind, doubles(weights), cells.get(i));
      assertEquals(expected, actual[i], 1e-5);
    }
  }

  /** The gradient of the mean absolute error, of some weights of every array. */
  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void theGradientIsThatOfTheFormula(TokenNetworkKind kind) {
    SplittableRandom random = new SplittableRandom(3);
    checkGradient(kind, cells(10, random), random);
  }

  /** As it is at the first level, and in every batch that happens to be so. */
  @ParameterizedTest
  @EnumSource
  void theGradientOfCellsOfOneLengthIsThatOfTheFormulaToo(TokenNetworkKind kind) {
    SplittableRandom random = new SplittableRandom(4);
    List<int[]> cells = cells(20, random).stream().filter(cell -> cell.length == 8).toList();
    assertEquals(4, cells.size());
    checkGradient(kind, cells, random);
  }

  private static void checkGradient(
      TokenNetworkKind kind, List<int[]> cells, SplittableRandom random) {
    List<float[]> weights = randomWeights(kind.network(8), random);
    float[] targets = new float[cells.size()];
    for (int i = 0; i < targets.length; i++) {
      // Not near any prediction, where the absolute value has no gradient.
      targets[i] = i % 2;
    }
    List<double[]> exact = doubles(weights);
    List<float[]> gradients = gradients(kind.network(8), weights, cells, targets);
    for (int array = 0; array < weights.size(); array++) {
      double[] values = exact.get(array);
      for (int check = 0; check < CHECKED_OF_EACH; check++) {
        int i = random.nextInt(values.length);
        double value = values[i];
        values[i] = value + STEP;
        double above = loss(kind, exact, cells, targets);
        values[i] = value - STEP;
        double below = loss(kind, exact, cells, targets);
        values[i] = value;
        assertEquals(
            (above - below) / (2 * STEP),
            gradients.get(array)[i],
            1e-6,
            kind.network(8).weights().get(array).name() + " " + i);
      }
    }
  }

  private static double loss(
      TokenNetworkKind kind, List<double[]> weights, List<int[]> cells, float[] targets) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      sum += Math.abs(TokenFormulas.accuracy(kind, weights, cells.get(i)) - targets[i]);
    }
    return sum / targets.length;
  }

  private static List<float[]> gradients(
      TokenNetwork network, List<float[]> weights, List<int[]> cells, float[] targets) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> arrays = new ArrayList<>();
      for (int i = 0; i < weights.size(); i++) {
        NDArray array = manager.create(weights.get(i), network.weights().get(i).shape());
        array.setRequiresGradient(true);
        arrays.add(array);
      }
      NDArray loss;
      try (GradientMode mode = GradientMode.on()) {
        loss = network.forward(cells, arrays, manager).sub(manager.create(targets)).abs().mean();
      }
      JniUtils.backward((PtNDArray) loss, (PtNDArray) manager.ones(loss.getShape()), false, false);
      return arrays.stream().map(array -> array.getGradient().toFloatArray()).toList();
    }
  }

  /**
   * What {@code torch.nn.LSTM}, {@code Embedding} and {@code Linear} of PyTorch 1.13 make of the
   * same weights in double precision: weight i of array a is 0.3 sin((i + 1) (a + 1) / 7).
   */
  @Test
  void theLstmIsPyTorchs() {
    TokenNetwork network = new LstmNetwork(8);
    List<float[]> weights = new ArrayList<>();
    for (TokenNetwork.Weight weight : network.weights()) {
      float[] values = new float[(int) weight.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.3 * Math.sin((i + 1) * (weights.size() + 1) / 7.0));
      }
      weights.add(values);
    }
    List<int[]> cells =
        List.of(
            new int[] {0, 1, 2, 3},
            new int[] {0, 0, 4, 5, 1, 2, 6, 7},
            new int[] {1, 1, 7, 0, 0, 1, 3, 3, 2, 3, 5, 4, 1, 4, 2, 6, 0, 5, 1, 0});
    assertArrayEquals(
        new float[] {0.5482914f, 0.5527484f, 0.5498191f},
        TokenNetworkFit.predict(network, new FrozenWeights(network, weights), cells),
        1e-5f);
  }
}
