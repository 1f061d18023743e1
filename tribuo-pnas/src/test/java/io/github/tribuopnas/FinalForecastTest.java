package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Candidates have four epochs, final networks twenty. */
class FinalForecastTest {

  private static final double EXACT = 1e-9;
  private static final ImageSet IMAGES = DigitImages.load();
  private static final FinalOptions HELD_OUT = new FinalOptions().withValidationFraction(0.1);

  private static PNASTrainer trainer(FinalOptions finals) {
    return PNASTrainer.builder()
        .setFormat(IMAGES.format())
        .optTraining(new TrainingOptions().withEpochs(4).withFinalEpochs(20))
        .optFinals(finals)
        .optExecution(new ExecutionOptions().withWorkers(2))
        .build();
  }

  private static double trainings(FinalOptions finals) {
    PNASTrainer trainer = trainer(finals);
    TrainerRun run = trainer.begin(IMAGES);
    SearchParts parts = trainer.parts();
    return new FinalForecast(parts, run, 0, false)
        .trainings(parts.network(run.shape(), run.classes()));
  }

  @Test
  void aNetworkOfTheSizeOfCandidatesTakesAsManyTimesAsLongAsItHasEpochs() {
    assertEquals(5, trainings(HELD_OUT), EXACT);
    assertEquals(2.5, trainings(HELD_OUT.withThreads(2)), EXACT, "two threads train it");
  }

  @Test
  void finalistsTakeQuartersInTurnsOfThreads() {
    assertEquals(5, trainings(HELD_OUT.withFinalists(2)), EXACT, "both at once");
    assertEquals(6.25, trainings(HELD_OUT.withFinalists(3)), EXACT, "another quarter");
    assertEquals(
        6.25,
        trainings(HELD_OUT.withFinalists(2).withContenders(List.of("resnet"))),
        EXACT,
        "likewise");
  }

  @Test
  void aLargerNetworkTakesLonger() {
    FinalOptions larger = HELD_OUT.withRepeats(3);
    SearchParts parts = trainer(larger).parts();
    NetworkSpec candidate = parts.network(IMAGES.format().shape(), 10);
    double ratio =
        (double) NetworkSummary.of(larger.network(candidate)).multAdds()
            / NetworkSummary.of(candidate).multAdds();
    assertEquals(5 * ratio, trainings(larger), EXACT);
  }

  @Test
  void whatIsCrossedIsTrainedAgain() {
    // Three trainings by two threads at once take two turns.
    TrainerRun run = trainer(HELD_OUT).begin(IMAGES);
    double without =
        trainer(HELD_OUT)
            .parts()
            .training()
            .winnerRecipe(8)
            .epochWithoutPart(3, run.images().size());
    assertEquals(
        5 * (1 + 2 * without),
        trainings(new FinalOptions().withUnset(Map.of("--final-validation", "crossed(3)"))),
        EXACT);
  }
}
