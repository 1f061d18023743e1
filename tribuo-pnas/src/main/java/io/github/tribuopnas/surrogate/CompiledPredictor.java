package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.Candidates;

/** Predicts with compiled trees, some rows at a time. */
final class CompiledPredictor<A> implements MemberPredictor<A> {

  private static final int ROWS = 256;

  private final CompiledTrees trees;
  private final FeatureExtractor<A> features;

  CompiledPredictor(CompiledTrees trees, FeatureExtractor<A> features) {
    this.trees = trees;
    this.features = features;
  }

  @Override
  public void predict(Candidates<A> candidates, double[] mean, double[] spread) {
    int columns = features.names().size();
    double[] row = new double[columns];
    double[] rows = new double[ROWS * columns];
    double[][] predictions = new double[trees.members()][ROWS];
    for (int first = 0; first < candidates.size(); first += ROWS) {
      int count = Math.min(ROWS, candidates.size() - first);
      for (int i = 0; i < count; i++) {
        features.extract(candidates.get(first + i), row);
        System.arraycopy(row, 0, rows, i * columns, columns);
      }
      for (int member = 0; member < predictions.length; member++) {
        trees.predict(member, rows, count, predictions[member]);
      }
      Moments.write(predictions, count, first, mean, spread);
    }
  }
}
