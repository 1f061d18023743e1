package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.surrogate.network.TokenNetworkKind;
import java.util.List;

/** What the token networks compute, cell by cell in plain Java and double precision. */
public final class TokenFormulas {

  private static final int UNITS = 100;

  private TokenFormulas() {}

  public static double accuracy(TokenNetworkKind kind, List<double[]> weights, int[] tokens) {
    return switch (kind) {
      case PERCEPTRON -> perceptron(weights, tokens);
      case LSTM -> lstm(weights, tokens);
    };
  }

  private static double perceptron(List<double[]> weights, int[] tokens) {
    double[] mean = new double[4 * UNITS];
    for (int j = 0; j < tokens.length; j++) {
      double[] table = weights.get(j % 4 < 2 ? 0 : 1);
      for (int k = 0; k < UNITS; k++) {
        mean[j % 4 * UNITS + k] += 4.0 / tokens.length * table[tokens[j] * UNITS + k];
      }
    }
    double[] first = rectified(layer(mean, weights.get(2), weights.get(3)));
    double[] second = rectified(layer(first, weights.get(4), weights.get(5)));
    return sigmoid(layer(second, weights.get(6), weights.get(7))[0]);
  }

  /** Hochreiter and Schmidhuber 1997 with forget gates, in PyTorch's order: i, f, g, o. */
  private static double lstm(List<double[]> weights, int[] tokens) {
    double[] hidden = new double[UNITS];
    double[] memory = new double[UNITS];
    for (int j = 0; j < tokens.length; j++) {
      int row = j % 4 < 2 ? tokens[j] : TokenRows.INPUTS + tokens[j];
      double[] x = new double[UNITS];
      System.arraycopy(weights.get(0), row * UNITS, x, 0, UNITS);
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
    return sigmoid(layer(hidden, weights.get(5), weights.get(6))[0]);
  }

  private static double[] layer(double[] x, double[] weight, double[] bias) {
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
