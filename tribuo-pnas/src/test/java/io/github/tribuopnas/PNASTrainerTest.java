package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtSession;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.execution.SparkClusterExtension;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.test.Helpers;

@Tag("slow")
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
    return trials.stream()
        .map(trial -> trial.proposal() + " " + Objective.ACCURACY.value(trial))
        .toList();
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
    Helpers.testConfigurableRoundtrip(
        small()
            .optChange("weight-decay", "0.001")
            .optFinalChange("drop-path", "0.5")
            .optDevice(DeviceChoice.parse("gpu:1"))
            .build());
  }

  @Test
  void changesOfTheRecipeReachTheCandidates() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> small().optChange("learning-rate", "1e30").build().train(digits.train()));
    assertTrue(failure.getMessage().contains("the loss became"), failure.getMessage());
  }

  @Test
  void finalChangesReachTheWinnerAlone() throws InterruptedException {
    List<Integer> epochs = new ArrayList<>();
    PNASListener listener =
        new PNASListener() {
          @Override
          public void winnerEpochFinished(int epoch, int count, double loss) {
            epochs.add(count);
          }
        };
    try (SearchOutcome other =
        small().optFinalChange("epochs", "1").build().search(digits.train(), listener)) {
      assertEquals(List.of(1), epochs);
      assertEquals(measured(outcome.trials()), measured(other.trials()));
      other.model().close();
    }
  }

  @Test
  void aRecipeThatCannotBeIsRefusedByTheSettingsName() {
    assertTrue(
        assertThrows(PropertyException.class, () -> small().optChange("rate", "1").build())
            .getMessage()
            .contains("'rate'"));
    assertTrue(
        assertThrows(PropertyException.class, () -> small().optFinalChange("batch", "x").build())
            .getMessage()
            .contains("finalChanges"));
  }

  @Test
  void anAbsentGpuEndsASearchBeforeItBegins() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> small().optDevice(DeviceChoice.parse("gpu")).build().train(digits.train()));
    assertTrue(failure.getMessage().contains("no GPU: looked for"), failure.getMessage());
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
