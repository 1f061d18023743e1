package io.github.tribuopnas.surrogate;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** Architectures as Tribuo examples. Every example has every feature, zeros too. */
final class RegressionExamples<A> {

  private static final String OUTPUT = "accuracy";

  private final FeatureExtractor<A> features;
  private final String[] names;
  private final double[] row;

  RegressionExamples(FeatureExtractor<A> features) {
    this.features = features;
    names = features.names().toArray(String[]::new);
    row = new double[names.length];
  }

  MutableDataset<Regressor> dataset(List<A> architectures, double[] accuracies) {
    RegressionFactory factory = new RegressionFactory();
    // A fixed time, because provenance must not differ between equal fits.
    SimpleDataSourceProvenance provenance =
        new SimpleDataSourceProvenance(
            "measured architectures",
            OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
            factory);
    MutableDataset<Regressor> dataset = new MutableDataset<>(provenance, factory);
    for (int i = 0; i < accuracies.length; i++) {
      dataset.add(example(architectures.get(i), new Regressor(OUTPUT, accuracies[i])));
    }
    return dataset;
  }

  Example<Regressor> unlabelled(A architecture) {
    return example(architecture, RegressionFactory.UNKNOWN_REGRESSOR);
  }

  private Example<Regressor> example(A architecture, Regressor output) {
    features.extract(architecture, row);
    // The example sorts the names it is given, so it gets a copy of both.
    return new ArrayExample<>(output, names.clone(), row.clone());
  }
}
