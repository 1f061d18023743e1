package io.github.tribuopnas.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.evaluation.KFoldSplitter;
import org.tribuo.evaluation.KFoldSplitter.TrainTestFold;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Measured architectures as rows of features, of which Tribuo learns. */
final class Measurements {

  private static final String OUTPUT = "value";

  private final List<String> names;
  private final List<Row> rows = new ArrayList<>();

  private record Row(double[] features, double value) {}

  Measurements(List<String> names) {
    this.names = names;
  }

  /** Adds one; keeps the array. */
  void add(double[] features, double value) {
    rows.add(new Row(features, value));
  }

  /** Brings the rows into an order that depends on nothing but them. */
  void sort() {
    rows.sort(Comparator.comparing(Row::features, Arrays::compare).thenComparingDouble(Row::value));
  }

  /** How many different values there are. */
  long distinctValues() {
    return rows.stream().mapToDouble(Row::value).distinct().count();
  }

  /** The features of the first rows, at most so many. */
  double[][] first(int most) {
    return rows.stream().limit(most).map(Row::features).toArray(double[][]::new);
  }

  /**
   * Trains as many models as there are folds, each on all folds but one.
   *
   * @param trainer makes the models
   * @param folds the number of folds, at most the number of rows
   * @param seed decides which row is in which fold
   * @return the models
   */
  List<Model<Regressor>> train(Trainer<Regressor> trainer, int folds, long seed) {
    Iterator<TrainTestFold<Regressor>> split =
        new KFoldSplitter<Regressor>(folds, seed).split(dataset(), true);
    List<Model<Regressor>> models = new ArrayList<>(folds);
    while (split.hasNext()) {
      models.add(trainer.train(split.next().train, Map.of(), models.size()));
    }
    return models;
  }

  private Dataset<Regressor> dataset() {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("measured architectures", factory), factory);
    String[] columns = names.toArray(String[]::new);
    for (Row row : rows) {
      dataset.add(new ArrayExample<>(new Regressor(OUTPUT, row.value()), columns, row.features()));
    }
    return dataset;
  }
}
