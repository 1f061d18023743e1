package io.github.tribuopnas.onnx.quantize;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        Map<String, FloatSession.Output> outputs = session.run(batch);
        add(outputs.values().iterator().next(), batch, scores);
      }
    }
    return new Labels(scores, scores.stream().mapToInt(Labels::largest).toArray());
  }

  private static void add(FloatSession.Output output, ExampleBatch batch, List<float[]> scores) {
    if (output.shape()[0] != batch.size()) {
      throw new IllegalArgumentException(
          "the first output has "
              + output.shape()[0]
              + " rows for "
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

  private static int largest(float[] row) {
    int best = 0;
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
