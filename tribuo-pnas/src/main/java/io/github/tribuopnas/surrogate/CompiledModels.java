package io.github.tribuopnas.surrogate;

import io.github.tribuopnas.surrogate.linear.RidgeModel;
import io.github.tribuopnas.surrogate.row.BlockRegressor;
import io.github.tribuopnas.surrogate.row.Columns;
import io.github.tribuopnas.surrogate.row.RowBlock;
import io.github.tribuopnas.surrogate.row.RowRegressor;
import io.github.tribuopnas.surrogate.row.Thresholds;
import io.github.tribuopnas.surrogate.tree.CompiledTrees;
import io.github.tribuopnas.surrogate.tree.FlatTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;

/** Finds the way to a model's predictions that needs no example objects, where there is one. */
public final class CompiledModels {

  /** How far a compiled model may be from the one it was made of, relative to values above 1. */
  static final double TOLERANCE = 1e-9;

  private CompiledModels() {}

  /**
   * Returns the fastest way to the predictions of a model: compiled, or Tribuo itself where it
   * cannot be compiled, or where the compiled one disagrees with it.
   *
   * @param model a model of one output
   * @param names the names of the columns
   * @param sample rows on which the compiled model must agree with the model
   * @return the predictions
   */
  public static RowRegressor fastest(
      Model<Regressor> model, List<String> names, double[][] sample) {
    RowRegressor plain = new ModelRows(model, names);
    Optional<? extends RowRegressor> compiled = compile(model, names);
    if (compiled.isEmpty()) {
      return plain;
    }
    double[] expected = new double[sample.length];
    double[] actual = new double[sample.length];
    plain.predict(sample, sample.length, expected);
    compiled.get().predict(sample, sample.length, actual);
    for (int i = 0; i < sample.length; i++) {
      // An ensemble hides its weights, so the compiled one takes them as equal; they may not be.
      if (Math.abs(expected[i] - actual[i]) > TOLERANCE * Math.max(1, Math.abs(expected[i]))) {
        return plain;
      }
    }
    return compiled.get();
  }

  /**
   * Compiles trees, linear models, both of standardized outputs too, and ensembles of equal weights
   * of all of these.
   *
   * @param model a model of one output
   * @param names the names of the columns of the rows to be predicted
   * @return the compiled model; nothing if the model contains anything else
   */
  public static Optional<? extends RowRegressor> compile(
      Model<Regressor> model, List<String> names) {
    Optional<FlatTrees> trees = CompiledTrees.compile(model, names);
    if (trees.isPresent()) {
      return trees;
    }
    if (model instanceof RidgeModel ridge) {
      int[] columns = Columns.of(ridge.getFeatureIDMap(), names);
      return Optional.of(ridge.line().withColumns(columns, names.size()));
    }
    if (model instanceof LevelStandardizedModel standardized) {
      LevelScale scale =
          standardized.scale().withColumns(Columns.of(standardized.getFeatureIDMap(), names));
      return compile(standardized.model(), names).map(inner -> new RestoredRows(inner, scale));
    }
    if (model instanceof WeightedEnsembleModel<Regressor> ensemble) {
      List<RowRegressor> members = new ArrayList<>();
      for (Model<Regressor> member : ensemble.getModels()) {
        compile(member, names).ifPresent(members::add);
      }
      if (members.size() == ensemble.getNumModels()) {
        return Optional.of(new MeanRows(members));
      }
    }
    return Optional.empty();
  }

  /** Predictions of standardized outputs, brought back to the scale of each row's level. */
  private record RestoredRows(RowRegressor inner, LevelScale scale) implements RowRegressor {

    @Override
    public void predict(double[][] rows, int count, double[] predictions) {
      inner.predict(rows, count, predictions);
      for (int i = 0; i < count; i++) {
        predictions[i] = scale.restored(rows[i], predictions[i]);
      }
    }

    @Override
    public void addThresholds(Thresholds.Builder thresholds) {
      inner.addThresholds(thresholds);
    }

    @Override
    public BlockRegressor forBlocks(Thresholds thresholds) {
      BlockRegressor standardized = inner.forBlocks(thresholds);
      return (block, predictions) -> {
        standardized.predict(block, predictions);
        for (int i = 0; i < block.count(); i++) {
          predictions[i] = scale.restored(block.row(i), predictions[i]);
        }
      };
    }
  }

  /** The mean of several regressors. */
  private record MeanRows(List<RowRegressor> members) implements RowRegressor {

    @Override
    public void predict(double[][] rows, int count, double[] predictions) {
      double[] ofMember = new double[count];
      double[] sums = new double[count];
      for (RowRegressor member : members) {
        member.predict(rows, count, ofMember);
        for (int i = 0; i < count; i++) {
          sums[i] += ofMember[i];
        }
      }
      for (int i = 0; i < count; i++) {
        predictions[i] = sums[i] / members.size();
      }
    }

    @Override
    public void addThresholds(Thresholds.Builder thresholds) {
      members.forEach(member -> member.addThresholds(thresholds));
    }

    @Override
    public BlockRegressor forBlocks(Thresholds thresholds) {
      List<BlockRegressor> ofMembers =
          members.stream().map(member -> member.forBlocks(thresholds)).toList();
      double[] ofMember = new double[RowBlock.ROWS];
      return (block, predictions) -> {
        Arrays.fill(predictions, 0, block.count(), 0);
        for (BlockRegressor member : ofMembers) {
          member.predict(block, ofMember);
          for (int i = 0; i < block.count(); i++) {
            predictions[i] += ofMember[i] / ofMembers.size();
          }
        }
      };
    }
  }
}
