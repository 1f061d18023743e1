package io.github.tribuopnas.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds the networks to the formulas, computed again in plain Java. */
class TokenNetworkTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();
  private static final int UNITS = 100;

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

  /** Cells of one to five blocks, so that shorter ones are padded beside longer ones. */
  private static List<int[]> cells(SplittableRandom random) {
    CellTokens extractor = new CellTokens(SPACE);
    List<int[]> cells = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
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

  @Test
  void thePerceptronComputesItsFormula() {
    SplittableRandom random = new SplittableRandom(1);
    TokenNetwork network = new PerceptronNetwork();
    List<float[]> weights = randomWeights(network, random);
    List<int[]> cells = cells(random);
    float[] actual = TokenNetworkFit.predict(network, weights, cells);
    for (int i = 0; i < cells.size(); i++) {
      double[] mean = new double[4 * UNITS];
      int[] tokens = cells.get(i);
      for (int j = 0; j < tokens.length; j++) {
        float[] table = weights.get(j % 4 < 2 ? 0 : 1);
        for (int k = 0; k < UNITS; k++) {
          mean[j % 4 * UNITS + k] += 4.0 / tokens.length * table[tokens[j] * UNITS + k];
        }
      }
      double[] first = rectified(layer(mean, weights.get(2), weights.get(3)));
      double[] second = rectified(layer(first, weights.get(4), weights.get(5)));
      double expected = sigmoid(layer(second, weights.get(6), weights.get(7))[0]);
      assertEquals(expected, actual[i], 1e-5);
    }
  }

  /** Hochreiter and Schmidhuber 1997 with forget gates, in PyTorch's order: i, f, g, o. */
  @Test
  void theLstmComputesItsFormula() {
    SplittableRandom random = new SplittableRandom(2);
    TokenNetwork network = new LstmNetwork();
    List<float[]> weights = randomWeights(network, random);
    List<int[]> cells = cells(random);
    float[] actual = TokenNetworkFit.predict(network, weights, cells);
    for (int i = 0; i < cells.size(); i++) {
      double[] hidden = new double[UNITS];
      double[] memory = new double[UNITS];
      int[] tokens = cells.get(i);
      for (int j = 0; j < tokens.length; j++) {
        int row = j % 4 < 2 ? tokens[j] : TokenRows.INPUTS + tokens[j];
        double[] x = new double[UNITS];
        for (int k = 0; k < UNITS; k++) {
          x[k] = weights.get(0)[row * UNITS + k];
        }
        double[] ofInput = layer(x, weights.get(1), weights.get(3));
        double[] ofHidden = layer(hidden, weights.get(2), weights.get(4));
        for (int k = 0; k < UNITS; k++) {
          double in = sigmoid(ofInput[k] + ofHidden[k]);
          double forget = sigmoid(ofInput[UNITS + k] + ofHidden[UNITS + k]);
          double value = Math.tanh(ofInput[2 * UNITS + k] + ofHidden[2 * UNITS + k]);
          double out = sigmoid(ofInput[3 * UNITS + k] + ofHidden[3 * UNITS + k]);
          memory[k] = forget * memory[k] + in * value;
          hidden[k] = out * Math.tanh(memory[k]);
        }
      }
      double expected = sigmoid(layer(hidden, weights.get(5), weights.get(6))[0]);
      assertEquals(expected, actual[i], 1e-5);
    }
  }

  private static double[] layer(double[] x, float[] weight, float[] bias) {
    double[] y = new double[bias.length];
    for (int out = 0; out < y.length; out++) {
      y[out] = bias[out];
      for (int in = 0; in < x.length; in++) {
        y[out] += weight[out * x.length + in] * x[in];
      }
    }
    return y;
  }

  private static double[] rectified(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, y[i]);
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
