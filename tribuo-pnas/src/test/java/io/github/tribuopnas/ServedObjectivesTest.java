package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.OwnObjective;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole searches for more than accuracy. */
@Tag("slow")
class ServedObjectivesTest {

  private static ImageSet digits;

  @BeforeAll
  static void load() {
    digits = DigitImages.load();
  }

  private static PNASTrainerBuilder small(ObjectiveOptions objectives) {
    return PNASTrainer.builder()
        .setFormat(digits.format())
        .optSpace(new SpaceOptions().withBlocks(2))
        .optStrategy(new StrategyOptions().withFirstLevel(8).withBeam(3))
        .optTraining(new TrainingOptions().withEpochs(1).withFinalEpochs(1))
        .optExecution(new ExecutionOptions().withWorkers(1))
        .optObjectives(objectives);
  }

  /** Parameters of the network, for every ten of them one. */
  private static final class Weight implements OwnObjective {
    @Override
    public Objective objective() {
      return Objective.minimize("weight");
    }

    @Override
    public double measure(byte[] model, int pixels) {
      return model.length / 10.0 + pixels;
    }
  }

  @Test
  void allMeasuresAreOfEveryTrialAndTheKneeWins() throws InterruptedException {
    PNASTrainer trainer =
        small(new ObjectiveOptions().withMinimize(ServedMeasure.MULT_ADDS, ServedMeasure.SIZE))
            .optObjective(new Weight())
            .build();
    try (SearchOutcome outcome = trainer.search(digits.train(), PNASListener.NONE)) {
      List<Objective> objectives = trainer.objectives();
      assertEquals(
          List.of(Metrics.ACCURACY, Metrics.SERVED_MULT_ADDS, Metrics.SIZE, "weight"),
          objectives.stream().map(Objective::metric).toList());
      for (Trial<Cell> trial : outcome.trials()) {
        objectives.forEach(o -> assertTrue(Double.isFinite(o.value(trial)), o + " of " + trial));
        assertEquals(
            trial.metrics().get(Metrics.SIZE) / 10 + 64, trial.metrics().get("weight"), 1e-9);
      }
      assertTrue(Front.of(outcome.trials(), objectives).contains(outcome.winner()));
      outcome.model().close();
    }
  }

  @Test
  void childrenOverALimitAreNeverTrainedAndTold() throws InterruptedException {
    List<String> messages = new ArrayList<>();
    // One-block cells have from 1,000 to 9,000 parameters here.
    PNASTrainer trainer = small(new ObjectiveOptions().withMaxParameters("6k")).build();
    try (SearchOutcome outcome =
        trainer.search(digits, PNASListener.NONE, SearchRun.IN_MEMORY.telling(messages::add))) {
      for (Trial<Cell> trial : outcome.trials()) {
        double parameters = trial.metrics().get(Metrics.SERVED_PARAMETERS);
        assertTrue(parameters <= 6000, trial.toString());
        assertEquals(trial.metrics().get(Metrics.PARAMETERS), parameters);
      }
      assertEquals(11, outcome.trials().size());
      assertTrue(
          messages.stream().anyMatch(line -> line.matches("level 2: of .* would break a limit.*")),
          messages.toString());
      outcome.model().close();
    }
  }

  @Test
  void aLimitThatNoCellMeetsIsToldWithTheSmallestValue() {
    PNASTrainer trainer = small(new ObjectiveOptions().withMaxParameters("10")).build();
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> trainer.search(digits.train(), PNASListener.NONE));
    assertTrue(
        refusal
            .getMessage()
            .matches("no cell of the first level .* servedParameters, 10.0: the best of .*"),
        refusal.getMessage());
  }
}
