package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's scores for examples: its first output, {@code [batch, classes]}.
 *
 * @param scores for each example
 * @param classes the position of the largest score of each example
 */
record Labels(List<float[]> scores, int[] classes) {

  static Labels of(ModelProto model, List<ExampleBatch> batches, int threads) {
    List<float[]> scores = new ArrayList<>();
    try (FloatSession session = new FloatSession(model, threads)) {
      for (ExampleBatch batch : batches) {
        add(session.first(batch), batch, scores);
      }
    }
    return new Labels(scores, scores.stream().mapToInt(Labels::largest).toArray());
  }

  private static void add(FloatSession.Output output, ExampleBatch batch, List<float[]> scores) {
    boolean perExample = output.shape().length > 0 && output.shape()[0] == batch.size();
    if (!perExample || output.values().length == 0) {
      throw new IllegalArgumentException(
          "the first output has the shape "
              + Arrays.toString(output.shape())
              + " for "
              + batch.size()
              + " examples; a model that gives scores per example can be quantized");
    }
    int width = output.values().length / batch.size();
    for (int i = 0; i < batch.size(); i++) {
      float[] row = new float[width];
      System.arraycopy(output.values(), i * width, row, 0, width);
      scores.add(row);
    }
  }

  /** Refuses scores that tell nothing. */
  void requireNumbers() {
    int odd = IntStream.range(0, classes.length).filter(i -> classes[i] < 0).findFirst().orElse(-1);
    if (odd >= 0) {
      throw new IllegalArgumentException(
          "the scores of example " + odd + " are no numbers; give examples that the model knows");
    }
  }

  /** None if a score is no number. */
  private static int largest(float[] row) {
    int best = 0;
    for (float score : row) {
      if (Float.isNaN(score)) {
        return -1;
      }
    }
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }

  /** Part of the examples that have the given classes. */
  double accuracy(int[] wanted) {
    int right = 0;
    for (int i = 0; i < wanted.length; i++) {
      right += wanted[i] == classes[i] ? 1 : 0;
    }
    return (double) right / wanted.length;
  }

  /** Mean square of the differences of the scores. */
  double error(Labels other) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < scores.size(); i++) {
      for (int j = 0; j < scores.get(i).length; j++) {
        double gap = scores.get(i)[j] - other.scores.get(i)[j];
        sum += gap * gap;
        count++;
      }
    }
    return sum / count;
  }
}
