package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.space.Candidates;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** Predicts through Tribuo, whatever the members are, some examples at a time. */
final class TribuoPredictor<A> implements MemberPredictor<A> {

  private static final int ROWS = 4096;

  private final List<Model<Regressor>> members;
  private final RegressionExamples<A> examples;

  TribuoPredictor(List<Model<Regressor>> members, RegressionExamples<A> examples) {
    this.members = members;
    this.examples = examples;
  }

  @Override
  public void predict(Candidates<A> candidates, double[] mean, double[] spread) {
    double[][] predictions = new double[members.size()][ROWS];
    for (int first = 0; first < candidates.size(); first += ROWS) {
      int count = Math.min(ROWS, candidates.size() - first);
      List<Example<Regressor>> batch = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        batch.add(examples.unlabelled(candidates.get(first + i)));
      }
      for (int member = 0; member < predictions.length; member++) {
        int i = 0;
        for (Prediction<Regressor> prediction : members.get(member).predict(batch)) {
          predictions[member][i++] = prediction.getOutput().getValues()[0];
        }
      }
      Moments.write(predictions, count, first, mean, spread);
    }
  }
}
