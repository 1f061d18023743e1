package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.evaluation.TrainTestSplitter.SplitDataSourceProvenance;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.ModelProvenance;

/** A model's provenance names the decisions of its search, and is enough to make them again. */
@Tag("slow")
class ProvenanceTest {

  private static final int LARGEST = 100_000;

  @TempDir Path directory;

  private static PNASTrainerBuilder larger(int firstLevel) {
    return Bars.trainer()
        .optSpace(new SpaceOptions().withBlocks(2))
        .optStrategy(Bars.STRATEGY.withFirstLevel(firstLevel));
  }

  @Test
  void itNamesTheCellTheSeedTheLevelsAndTheData() throws IOException {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 20, 1);
    ImageDataset images = new ImageDataset(source);
    try (PNASModel model = larger(5).build().train(images)) {
      Map<String, PrimitiveProvenance<?>> values = primitives(model.getProvenance());
      assertEquals(model.cell(), values.get(SearchProvenance.CELL).getValue());
      assertEquals(Cell.parse(model.cell()).toString(), model.cell());
      assertEquals("5,2", values.get(SearchProvenance.LEVEL_SIZES).getValue());
      assertEquals(images.images().sha256(), values.get(SearchProvenance.DATA_HASH).getValue());
      assertTrue(values.containsKey(SearchProvenance.SEED));
      String text = model.getProvenance().toString();
      assertTrue(text.contains("seed=7"), text);
      assertTrue(text.contains("bars.csv"), text);
    }
  }

  private static Map<String, PrimitiveProvenance<?>> primitives(ModelProvenance provenance) {
    Map<String, PrimitiveProvenance<?>> values = new TreeMap<>();
    provenance
        .getInstanceProvenance()
        .getMap()
        .forEach(
            (name, value) -> {
              if (value instanceof PrimitiveProvenance<?> primitive) {
                values.put(name, primitive);
              }
            });
    return values;
  }

  @Test
  void itStaysSmallHoweverManyImagesAndTrialsThereWere() {
    Dataset<Label> images = Bars.dataset(40, 4);
    PNASTrainer trainer =
        larger(12).optStrategy(Bars.STRATEGY.withFirstLevel(12).withBeam(6)).build();
    try (PNASModel model = trainer.train(images)) {
      int length = model.getProvenance().toString().length();
      int bytes =
          model.serialize().getSerializedSize()
              - model.onnx().length
              - model.getFeatureIDMap().size() * 200;
      assertTrue(length < LARGEST, length + " characters");
      assertTrue(bytes < LARGEST, bytes + " bytes");
    }
  }

  @Test
  void theSearchIsMadeAgainFromItAlone() throws Exception {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 20, 2);
    PNASTrainer trainer = larger(5).build();
    trainer.setInvocationCount(4);
    try (PNASModel model = trainer.train(new ImageDataset(source));
        PNASModel again = reproduced(model.getProvenance())) {
      assertEquals(
          primitives(model.getProvenance()),
          primitives(again.getProvenance()),
          "cell, seed, levels and data");
      assertEquals(
          model.getProvenance().getTrainerProvenance(),
          again.getProvenance().getTrainerProvenance());
      assertEquals(
          model.getProvenance().getDatasetProvenance(),
          again.getProvenance().getDatasetProvenance());
    }
  }

  @Test
  void aSearchOnOrdinaryExamplesIsMadeAgainToo() throws Exception {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 20, 3);
    try (PNASModel model = Bars.trainer().build().train(new MutableDataset<>(source));
        PNASModel again = reproduced(model.getProvenance())) {
      assertEquals(primitives(model.getProvenance()), primitives(again.getProvenance()));
    }
  }

  @Test
  void aSearchOnSomeOfTheImagesIsMadeAgainToo() throws Exception {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 40, 4);
    ImageDataset some = new ImageDataset(source).limit(60, 9);
    try (PNASModel model = Bars.trainer().build().train(some);
        PNASModel again = reproduced(model.getProvenance())) {
      assertEquals(primitives(model.getProvenance()), primitives(again.getProvenance()));
      assertEquals(
          model.getProvenance().getDatasetProvenance(),
          again.getProvenance().getDatasetProvenance());
    }
  }

  @Test
  void aSearchOnSomeOfSomeOfTheImagesIsMadeAgainToo() throws Exception {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 40, 4);
    ImageDataset some = new ImageDataset(source).limit(90, 9).limit(60, 10);
    try (PNASModel model = Bars.trainer().build().train(some);
        PNASModel again = reproduced(model.getProvenance())) {
      assertEquals(primitives(model.getProvenance()), primitives(again.getProvenance()));
      assertEquals(
          model.getProvenance().getDatasetProvenance(),
          again.getProvenance().getDatasetProvenance());
    }
  }

  @Test
  void aSearchOnThePartOfASplitterIsMadeAgainToo() throws Exception {
    ImageDataSource source = Bars.source(directory.resolve("bars.csv"), 40, 5);
    TrainTestSplitter<Label> splitter = new TrainTestSplitter<>(source, 0.75, 6);
    try (PNASModel model = Bars.trainer().build().train(new MutableDataset<>(splitter.getTrain()));
        PNASModel again = reproduced(model.getProvenance())) {
      assertEquals(primitives(model.getProvenance()), primitives(again.getProvenance()));
    }
  }

  /**
   * Does what Tribuo's ReproUtil does, step by step; it is not among the published artifacts of
   * 4.3.2.
   */
  @SuppressWarnings("unchecked")
  private static PNASModel reproduced(ModelProvenance provenance) throws Exception {
    try (ConfigurationManager manager = new ConfigurationManager()) {
      manager.addConfiguration(ProvenanceUtil.extractConfiguration(provenance));
      Class<? extends Trainer<Label>> trainerClass =
          (Class<? extends Trainer<Label>>)
              Class.forName(provenance.getTrainerProvenance().getClassName());
      Trainer<Label> trainer =
          (Trainer<Label>) manager.lookup(manager.listAll(trainerClass).get(0));
      trainer.setInvocationCount(
          (Integer)
              provenance
                  .getTrainerProvenance()
                  .getInstanceValues()
                  .get("train-invocation-count")
                  .getValue());
      DataSource<Label> source =
          source(manager, provenance.getDatasetProvenance().getSourceProvenance());
      Dataset<Label> dataset =
          (Dataset<Label>)
              Class.forName(provenance.getDatasetProvenance().getClassName())
                  .getConstructor(DataSource.class)
                  .newInstance(source);
      return (PNASModel) trainer.train(dataset);
    }
  }

  @SuppressWarnings("unchecked")
  private static DataSource<Label> source(ConfigurationManager manager, DataProvenance provenance)
      throws ClassNotFoundException {
    if (provenance instanceof SplitDataSourceProvenance) {
      Map<String, Provenance> split = new TreeMap<>();
      provenance.forEach(pair -> split.put(pair.getA(), pair.getB()));
      DataSource<Label> all = source(manager, (DataProvenance) split.get("source"));
      double proportion = ((DoubleProvenance) split.get("train-proportion")).getValue();
      long seed = ((LongProvenance) split.get("seed")).getValue();
      TrainTestSplitter<Label> splitter = new TrainTestSplitter<>(all, proportion, seed);
      boolean isTrain = ((BooleanProvenance) split.get("is-train")).getValue();
      return isTrain ? splitter.getTrain() : splitter.getTest();
    }
    Class<? extends Configurable> type =
        Class.forName(provenance.getClassName()).asSubclass(Configurable.class);
    return (DataSource<Label>) manager.lookup(manager.listAll(type).get(0));
  }

  @Test
  void aDatasetIsMadeOfImageSourcesOnly() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ImageDataset(
                new org.tribuo.datasource.ListDataSource<Label>(
                    java.util.List.of(),
                    new org.tribuo.classification.LabelFactory(),
                    new org.tribuo.provenance.SimpleDataSourceProvenance(
                        "none", new org.tribuo.classification.LabelFactory()))));
  }
}
