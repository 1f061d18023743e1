package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtSession;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.execution.SparkClusterExtension;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.serving.Latency;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.DeviceOptions;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
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
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.test.Helpers;

@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class PNASTrainerTest {

  private static final TrainingOptions TRAINING =
      new TrainingOptions().withEpochs(2).withFinalEpochs(6);

  /** Images of searches of whose models nothing is asked. */
  private static final int FEW = 300;

  private static ImageSet digits;
  private static ImageDataset few;
  private static SearchOutcome outcome;

  /** What {@link #outcome} measures, and what a search of the few images does. */
  private static List<String> measured;

  private static List<String> measuredOfFew;
  private static Cell winnerOfFew;

  private static PNASTrainerBuilder small() {
    return PNASTrainer.builder()
        .setFormat(digits.format())
        .optSpace(new SpaceOptions().withBlocks(2))
        .optStrategy(new StrategyOptions().withFirstLevel(6).withBeam(2))
        .optTraining(TRAINING)
        .optExecution(new ExecutionOptions().withWorkers(2));
  }

  @BeforeAll
  static void search() throws InterruptedException {
    digits = DigitImages.load();
    few = digits.train().limit(FEW, 1);
    outcome = small().build().search(digits.train(), PNASListener.NONE);
    measured = measured(outcome.trials());
    try (SearchOutcome ofFew = small().build().search(few, PNASListener.NONE)) {
      measuredOfFew = measured(ofFew.trials());
      winnerOfFew = ofFew.winner().architecture();
      ofFew.model().close();
    }
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
        small()
            .optExecution(new ExecutionOptions().withWorkers(1))
            .build()
            .search(few, PNASListener.NONE)) {
      assertEquals(measuredOfFew, measured(other.trials()));
      other.model().close();
    }
  }

  /** As in docs/spark.md, but for the context, which a program has. */
  @Test
  void aClusterOfSparkFindsWhatThreadsFind() throws InterruptedException {
    JavaSparkContext context = SparkClusterExtension.cluster().context();
    ExecutorFactory cluster =
        setup ->
            SparkExecutor.builder()
                .setSparkContext(context)
                .setContext(setup.context())
                .setImages(setup.images())
                .optWorkers(setup.workers())
                .build();
    try (SearchOutcome other =
        small().optExecution(cluster).build().search(few, PNASListener.NONE)) {
      assertEquals(measuredOfFew, measured(other.trials()));
      assertEquals(winnerOfFew, other.winner().architecture());
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
        assertThrows(PropertyException.class, () -> new SpaceOptions().withBlocks(6));
    assertTrue(refusal.getMessage().contains("from 1 to 5"), refusal.getMessage());
  }

  @Test
  void theTrainerIsRebuiltFromItsConfiguration() {
    Helpers.testConfigurableRoundtrip(small().build());
    Helpers.testConfigurableRoundtrip(
        small()
            .optTraining(
                TRAINING
                    .withOverride("weight-decay", "0.001")
                    .withFinalOverride("drop-path", "0.5"))
            .optDevice(new DeviceOptions().withDevice(DeviceChoice.parse("gpu:1")))
            .optSurrogate(new SurrogateOptions().withTrainer(new CARTRegressionTrainer(3)))
            .build());
  }

  @Test
  void changesOfTheRecipeReachTheCandidates() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                small()
                    .optTraining(TRAINING.withOverride("learning-rate", "1e30"))
                    .build()
                    .train(few));
    assertTrue(failure.getMessage().contains("the loss became"), failure.getMessage());
  }

  @Test
  void finalChangesReachTheWinnerAlone() throws InterruptedException {
    List<Integer> epochs = new ArrayList<>();
    PNASListener listener =
        new PNASListener() {
          @Override
          public void finalEpochFinished(Finalist finalist, int epoch, int count, double loss) {
            epochs.add(count);
          }
        };
    try (SearchOutcome other =
        small()
            .optTraining(TRAINING.withFinalOverride("epochs", "1"))
            .optFinals(new FinalOptions().withValidationFraction(0))
            .build()
            .search(digits.train(), listener)) {
      assertEquals(List.of(1), epochs);
      assertEquals(
          0,
          other.finals().standings().get(0).finalist().recipe().labelSmoothing(),
          "no temperature is fitted");
      assertEquals(measured, measured(other.trials()));
      other.model().close();
    }
  }

  @Test
  void severalNetworksAreServedAsOneFile() throws Exception {
    ImageDataset test = digits.test().orElseThrow();
    try (SearchOutcome other =
            small()
                .optFinals(
                    new FinalOptions().withEnsemble(3).withContenders(List.of("resnet", "plain")))
                .build()
                .search(digits.train(), PNASListener.NONE);
        PNASModel model = other.model()) {
      assertEquals(measured, measured(other.trials()));
      List<FinalResult.Standing> standings = other.finals().standings();
      assertEquals(
          List.of("search", "search", "search", "resnet", "plain"),
          standings.stream().map(standing -> standing.finalist().origin()).toList());
      assertEquals(3, standings.stream().filter(standing -> standing.epochs() == 6).count());
      assertEquals(0.1, standings.get(0).finalist().recipe().labelSmoothing());
      assertEquals(1, standings.stream().mapToDouble(FinalResult.Standing::weight).sum(), 1e-9);
      assertEquals(200, other.finals().heldOut(), 10);
      assertEquals(
          standings.stream().filter(standing -> standing.weight() > 0).count(),
          other.finals().ensemble().members().size());
      assertTrue(other.parity(test.images(), 256) < 1e-4);
      assertTrue(new LabelEvaluator().evaluate(model, test).accuracy() > 0.9);
    }
  }

  @Test
  void membersOfWhichNothingIsMeasuredCountTheSameInOneFile() throws Exception {
    ImageDataset test = digits.test().orElseThrow();
    try (SearchOutcome other =
            small()
                .optSpace(new SpaceOptions().withBlocks(1))
                .optStrategy(new StrategyOptions().withFirstLevel(2))
                .optTraining(TRAINING.withEpochs(1).withFinalEpochs(1))
                .optFinals(new FinalOptions().withEnsemble(2).withValidationFraction(0))
                .build()
                .search(digits.train(), PNASListener.NONE);
        PNASModel model = other.model()) {
      assertEquals(
          List.of(0.5, 0.5),
          other.finals().ensemble().members().stream()
              .map(TrainedEnsemble.Member::weight)
              .toList());
      assertTrue(other.parity(test.images(), 256) < 1e-4);
      try (OnnxClassifier served = new OnnxClassifier(model.onnx())) {
        assertTrue(Latency.millisecondsAnImage(served) > 0);
      }
    }
  }

  @Test
  void aRecipeThatCannotBeIsRefusedByTheSettingsName() {
    assertTrue(
        assertThrows(PropertyException.class, () -> TRAINING.withOverride("rate", "1"))
            .getMessage()
            .contains("'rate'"));
    assertTrue(
        assertThrows(PropertyException.class, () -> TRAINING.withFinalOverride("batch", "x"))
            .getMessage()
            .contains("finalOverrides"));
  }

  @Test
  void anAbsentGpuEndsASearchBeforeItBegins() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                small()
                    .optDevice(new DeviceOptions().withDevice(DeviceChoice.GPU))
                    .build()
                    .train(digits.train()));
    assertTrue(failure.getMessage().contains("no GPU: looked for"), failure.getMessage());
  }

  @Test
  void aSearchInWhichNothingTrainsSaysWhy() {
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> small().optTraining(TRAINING.withLearningRate(1e30)).build().train(few));
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
