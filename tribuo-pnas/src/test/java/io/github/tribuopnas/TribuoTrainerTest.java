package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.csv.CsvImageDataSource;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ScoredImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.TrainTestSplitter;
import org.tribuo.impl.ArrayExample;
import org.tribuo.test.Helpers;

/** A PNASTrainer does in Tribuo what any trainer does. */
@Tag("slow")
class TribuoTrainerTest {

  private static final double CHANCE = 1 / 3.0;

  @TempDir Path directory;

  @Test
  void itIsCrossValidated() {
    MutableDataset<Label> images = Bars.dataset(40, 1);
    List<Pair<LabelEvaluation, Model<Label>>> folds =
        new CrossValidation<>(Bars.trainer().build(), images, new LabelEvaluator(), 3).evaluate();
    assertEquals(3, folds.size());
    int tested = 0;
    for (int i = 0; i < folds.size(); i++) {
      tested += folds.get(i).getA().getPredictions().size();
      assertEquals(i, invocation(folds.get(i).getB()));
      ((PNASModel) folds.get(i).getB()).close();
    }
    assertEquals(images.size(), tested, "each image is tested once");
  }

  private static int invocation(Model<Label> model) {
    return (Integer)
        model
            .getProvenance()
            .getTrainerProvenance()
            .getInstanceValues()
            .get("train-invocation-count")
            .getValue();
  }

  @Test
  void itLearnsFromASplitterAndIsEvaluated() throws IOException {
    CsvImageDataSource source = Bars.source(directory.resolve("bars.csv"), 120, 2);
    TrainTestSplitter<Label> splitter = new TrainTestSplitter<>(source, 0.75, 5);
    Dataset<Label> train = new MutableDataset<>(splitter.getTrain());
    Dataset<Label> test = new MutableDataset<>(splitter.getTest());
    try (PNASModel model =
        Bars.trainer()
            .optTraining(Bars.TRAINING.withFinalEpochs(12).withFilters(4))
            .build()
            .train(train)) {
      LabelEvaluation evaluation = new LabelEvaluator().evaluate(model, test);
      assertTrue(evaluation.accuracy() > 2 * CHANCE, evaluation.toString());
      Helpers.testModelProtoSerialization(model, Label.class, test);
      Helpers.testProvenanceMarshalling(model.getProvenance());
      Helpers.testProvenanceMarshalling(evaluation.getProvenance());
    }
  }

  @Test
  void theReportsEvaluationIsTribuos() throws IOException {
    ImageDataset train = new ImageDataset(Bars.source(directory.resolve("a.csv"), 40, 3));
    ImageDataset test = new ImageDataset(Bars.source(directory.resolve("b.csv"), 31, 4));
    try (PNASModel model = Bars.trainer().build().train(train);
        OnnxClassifier classifier = new OnnxClassifier(model.onnx())) {
      LabelEvaluation tribuo = new LabelEvaluator().evaluate(model, test);
      Evaluation ours = ScoredImages.of(classifier, test.images()).evaluation("test", 5);
      assertEquals(tribuo.accuracy(), ours.metrics().accuracy(), 1e-12);
      assertEquals(1 - tribuo.balancedErrorRate(), ours.metrics().balancedAccuracy(), 1e-12);
      assertEquals(93, ours.metrics().images());
      assertTrue(ours.mistakes().size() <= 5);
      for (int actual = 0; actual < 3; actual++) {
        for (int predicted = 0; predicted < 3; predicted++) {
          Label row = new Label(ours.labels().get(actual));
          Label column = new Label(ours.labels().get(predicted));
          assertEquals(
              tribuo.confusion(column, row), ours.counts().get(actual).get(predicted), 1e-12);
        }
      }
    }
  }

  @Test
  void baggingGivesAnEnsembleThatIsSavedAndRead() {
    MutableDataset<Label> images = Bars.dataset(40, 5);
    BaggingTrainer<Label> bagging =
        new BaggingTrainer<>(Bars.trainer().build(), new VotingCombiner(), 2, 3);
    WeightedEnsembleModel<Label> ensemble = (WeightedEnsembleModel<Label>) bagging.train(images);
    assertEquals(2, ensemble.getNumModels());
    assertNotEquals(
        searchSeed(ensemble.getModels().get(0)), searchSeed(ensemble.getModels().get(1)));
    Helpers.testModelProtoSerialization(ensemble, Label.class, images);
    ensemble.getModels().forEach(model -> ((PNASModel) model).close());
  }

  private static Object searchSeed(Model<Label> model) {
    return model.getProvenance().getInstanceProvenance().getMap().get(SearchProvenance.SEED);
  }

  @Test
  void anInvocationIsRepeatedByItsNumber() {
    MutableDataset<Label> images = Bars.dataset(20, 6);
    PNASTrainer trainer = Bars.trainer().build();
    try (PNASModel first = trainer.train(images);
        PNASModel second = trainer.train(images);
        PNASModel again = trainer.train(images, Map.of(), 0);
        PNASModel next = Bars.trainer().build().train(images, Map.of(), 1)) {
      assertNotEquals(searchSeed(first), searchSeed(second));
      assertEquals(1, trainer.getInvocationCount(), "the one after the repeated");
      assertSame(first, again, images);
      assertSame(second, next, images);
    }
  }

  @Test
  void twoThreadsTrainWhatOneTrainsInTurn() throws Exception {
    MutableDataset<Label> images = Bars.dataset(20, 8);
    PNASTrainer trainer =
        Bars.trainer().optExecution(new ExecutionOptions().withWorkers(1)).build();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<PNASModel>> futures =
        threads.invokeAll(List.of(() -> trainer.train(images), () -> trainer.train(images)));
    threads.shutdown();
    Set<Integer> invocations = new TreeSet<>();
    for (Future<PNASModel> future : futures) {
      try (PNASModel model = future.get();
          PNASModel alone = Bars.trainer().build().train(images, Map.of(), invocation(model))) {
        invocations.add(invocation(model));
        assertSame(alone, model, images);
      }
    }
    assertEquals(Set.of(0, 1), invocations);
    assertEquals(2, trainer.getInvocationCount());
  }

  private static void assertSame(PNASModel expected, PNASModel actual, Dataset<Label> images) {
    assertEquals(expected.cell(), actual.cell());
    assertEquals(searchSeed(expected), searchSeed(actual));
    List<Prediction<Label>> one = expected.predict(images);
    List<Prediction<Label>> other = actual.predict(images);
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(scores(one.get(i)), scores(other.get(i)), 1e-6);
    }
  }

  private static double[] scores(Prediction<Label> prediction) {
    return prediction.getOutputScores().values().stream().mapToDouble(Label::getScore).toArray();
  }

  @Test
  void anUnknownLabelIsRefusedAndCountsAsNoInvocation() {
    MutableDataset<Label> images = Bars.dataset(20, 9);
    images.add(new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, new String[] {"01"}, new double[1]));
    PNASTrainer trainer = Bars.trainer().build();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> trainer.train(images));
    assertTrue(refusal.getMessage().contains("1 images have an unknown label"));
    assertEquals(0, trainer.getInvocationCount());
  }

  @Test
  void provenanceOfTheRunIsKept() {
    MutableDataset<Label> images = Bars.dataset(20, 10);
    StringProvenance note = new StringProvenance("note", "a test");
    try (PNASModel model = Bars.trainer().build().train(images, Map.of("note", note))) {
      assertEquals(note, model.getProvenance().getInstanceProvenance().getMap().get("note"));
    }
  }

  @Test
  void aModelCardFindsWhatItAsksFor() {
    // Tribuo publishes no artifact of its model cards for 4.3.2; this is what they read of a model.
    MutableDataset<Label> images = Bars.dataset(20, 11);
    try (PNASModel model = Bars.trainer().build().train(images)) {
      assertEquals("PNASModel", model.getClass().getSimpleName());
      assertEquals(PNASModel.class.getName(), model.getProvenance().getClassName());
      assertEquals("4.3.2", model.getProvenance().getTribuoVersion());
      assertEquals(60, model.getProvenance().getDatasetProvenance().getNumExamples());
      assertEquals(64, model.getFeatureIDMap().size());
      List<String> counts = new ArrayList<>();
      model
          .getOutputIDInfo()
          .outputCountsIterable()
          .forEach(p -> counts.add(p.getA() + "=" + p.getB()));
      counts.sort(null);
      assertEquals(List.of("leans=20", "lies=20", "stands=20"), counts);
      Provenance seed =
          model.getProvenance().getTrainerProvenance().getConfiguredParameters().get("seed");
      assertTrue(seed.toString().contains("seed=7"), seed.toString());
    }
  }
}
