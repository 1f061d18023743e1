package io.github.tribuopnas.onnx.quantize;

import java.util.Arrays;
import java.util.List;

/** A linear layer trained by stochastic gradient descent. */
final class SoftmaxRegression {
  private static final int EPOCHS = 20;
  private static final double RATE = 0.01;

  private SoftmaxRegression() {}

  static void train(List<float[]> features, int[] labels, float[] weight, float[] bias) {
    Arrays.fill(weight, 0);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int i = 0; i < labels.length; i++) {
        step(features.get(i), labels[i], weight, bias);
      }
    }
  }

  private static void step(float[] x, int label, float[] weight, float[] bias) {
    double[] exps = new double[bias.length];
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      exps[c] = bias[c];
      for (int i = 0; i < x.length; i++) {
        exps[c] += weight[c * x.length + i] * x[i];
      }
      largest = Math.max(largest, exps[c]);
    }
    for (int c = 0; c < bias.length; c++) {
      exps[c] = Math.exp(exps[c] - largest);
      sum += exps[c];
    }
    for (int c = 0; c < bias.length; c++) {
      double gradient = exps[c] / sum - (c == label ? 1 : 0);
      bias[c] -= (float) (RATE * gradient);
      for (int i = 0; i < x.length; i++) {
        weight[c * x.length + i] -= (float) (RATE * gradient * x[i]);
      }
    }
  }
}
