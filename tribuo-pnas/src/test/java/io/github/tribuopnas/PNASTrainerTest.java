package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.data.DigitImages;
import io.github.tribuopnas.data.ImageDataset;
import io.github.tribuopnas.data.ImageSet;
import io.github.tribuopnas.execution.SparkClusterExtension;
import io.github.tribuopnas.execution.SparkExecutor;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.test.Helpers;

@ExtendWith(SparkClusterExtension.class)
class PNASTrainerTest {

  private static ImageSet digits;
  private static SearchOutcome outcome;

  private static PNASTrainerBuilder small() {
    return PNASTrainer.builder()
        .setFormat(digits.format())
        .optBlocks(2)
        .optFirstLevel(6)
        .optBeam(2)
        .optEpochs(2)
        .optFinalEpochs(6);
  }

  @BeforeAll
  static void search() throws InterruptedException {
    digits = DigitImages.load();
    outcome = small().build().search(digits.train(), PNASListener.NONE);
  }

  @AfterAll
  static void close() {
    outcome.model().close();
    outcome.close();
  }

  @Test
  void theWinnerReadsUnseenDigits() {
    ImageDataset test = digits.test().orElseThrow();
    assertTrue(new LabelEvaluator().evaluate(outcome.model(), test).accuracy() > 0.9);
  }

  @Test
  void onnxRuntimeGivesTheProbabilitiesOfTheEngineThatTrained() {
    assertTrue(outcome.parity(digits.test().orElseThrow().images(), 256) < 1e-4);
  }

  @Test
  void theModelSurvivesItsProtobuf() {
    Helpers.testModelProtoSerialization(outcome.model(), Label.class, digits.test().orElseThrow());
  }

  @Test
  void oneWorkerFindsWhatTwoFind() throws InterruptedException {
    try (SearchOutcome other =
        small().optWorkers(1).build().search(digits.train(), PNASListener.NONE)) {
      assertEquals(measured(outcome.trials()), measured(other.trials()));
      other.model().close();
    }
  }

  /** As in docs/spark.md, but for the context, which a program has. */
  @Test
  void aClusterOfSparkFindsWhatThreadsFind() throws InterruptedException {
    JavaSparkContext context = SparkClusterExtension.cluster().context();
    SearchRun run =
        SearchRun.builder()
            .optExecutor(
                (settings, images, workers) ->
                    SparkExecutor.builder()
                        .setContext(context)
                        .setSettings(settings)
                        .setImages(images)
                        .optWorkers(workers)
                        .build())
            .build();
    try (SearchOutcome other = small().build().search(digits.train(), PNASListener.NONE, run)) {
      assertEquals(measured(outcome.trials()), measured(other.trials()));
      assertEquals(outcome.winner().architecture(), other.winner().architecture());
      assertTrue(
          other.trials().stream().allMatch(trial -> trial.run().worker().startsWith("executor ")));
      other.model().close();
    }
  }

  private static List<String> measured(List<Trial<Cell>> trials) {
    return trials.stream().map(trial -> trial.proposal() + " " + trial.accuracy()).toList();
  }

  @Test
  void tooManyBlocksAreRefusedWithTheRange() {
    PropertyException refusal =
        assertThrows(PropertyException.class, () -> small().optBlocks(6).build());
    assertTrue(refusal.getMessage().contains("from 1 to 5"), refusal.getMessage());
  }

  @Test
  void theTrainerIsRebuiltFromItsConfiguration() {
    Helpers.testConfigurableRoundtrip(small().build());
  }

  @Test
  void aSearchInWhichNothingTrainsSaysWhy() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> small().optLearningRate(1e30).build().train(digits.train()));
    assertTrue(failure.getMessage().contains("3 trials failed in a row"), failure.getMessage());
    assertTrue(failure.getMessage().contains("the loss became"), failure.getMessage());
  }

  @Test
  void aCopyPredictsAfterTheOriginalIsClosed() {
    ImageDataset test = digits.test().orElseThrow();
    PNASModel original = (PNASModel) outcome.model().copy();
    try (PNASModel copy = (PNASModel) original.copy()) {
      original.close();
      assertEquals(
          outcome.model().predict(test.getExample(0)).getOutput().getLabel(),
          copy.predict(test.getExample(0)).getOutput().getLabel());
    }
  }

  @Test
  void tribuoReadsTheWinnersFileItsProvenanceAndItsPredictionsBack() throws Exception {
    ImageDataset test = digits.test().orElseThrow();
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    try (ONNXExternalModel<Label> external = outcome.model().toExternalModel(options)) {
      assertEquals(outcome.model().getProvenance(), external.getTribuoProvenance().orElseThrow());
      List<Prediction<Label>> own = outcome.model().predict(test);
      List<Prediction<Label>> others = external.predict(test);
      for (int i = 0; i < test.size(); i++) {
        for (String label : outcome.model().labels()) {
          assertEquals(
              own.get(i).getOutputScores().get(label).getScore(),
              others.get(i).getOutputScores().get(label).getScore(),
              1e-6);
        }
      }
    }
  }
}
