package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialStatus;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.ChanceRule;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LocalExecutorTest {

  private static final ImageSplit SPLIT =
      DigitImages.load().train().images().limit(400, 1).stratifiedSplit(0.25, 1);

  private static final NetworkSpec NETWORK =
      Setting.PROXY
          .of(Cell.parse("p:identity+pp:identity"))
          .optRepeats(1)
          .optFilters(4)
          .optStemMultiplier(1)
          .optImage(new ImageShape(8, 8, 1))
          .optClasses(10)
          .build();

  private static final List<Proposal<Cell>> BATCH =
      List.of(
          Proposal.unpredicted(Cell.parse("p:sep3x3+pp:max3x3"), 1),
          Proposal.unpredicted(Cell.parse("p:identity+pp:avg3x3"), 1),
          Proposal.unpredicted(Cell.parse("p:dil3x3+p:identity"), 1));

  private static List<Trial<Cell>> run(int workers, double learningRate)
      throws InterruptedException {
    return run(workers, Recipe.builder().optEpochs(1).optLearningRate(learningRate).build());
  }

  private static List<Trial<Cell>> run(int workers, Recipe recipe) throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (LocalExecutor executor =
        LocalExecutor.builder()
            .setContext(new CandidateContext(NETWORK, recipe, 9))
            .setImages(SPLIT)
            .optWorkers(workers)
            .build()) {
      executor.execute(BATCH, trials::add);
    }
    trials.sort(Comparator.comparing(Trial::architecture));
    return trials;
  }

  @Test
  void accuraciesDoNotDependOnHowManyTrainAtOnce() throws InterruptedException {
    List<Trial<Cell>> alone = run(1, 0.05);
    List<Trial<Cell>> together = run(3, 0.05);
    for (int i = 0; i < BATCH.size(); i++) {
      assertEquals(alone.get(i).architecture(), together.get(i).architecture());
      assertEquals(
          Objective.ACCURACY.value(alone.get(i)), Objective.ACCURACY.value(together.get(i)));
    }
  }

  @Test
  void aTrialCarriesTheCostOfItsNetwork() throws InterruptedException {
    for (Trial<Cell> trial : run(2, 0.05)) {
      NetworkSummary summary = NetworkSummary.of(NETWORK.withCell(trial.architecture()));
      assertEquals(summary.parameters(), trial.metrics().get(Metrics.PARAMETERS));
      assertEquals(summary.multAdds(), trial.metrics().get(Metrics.MULT_ADDS));
      assertTrue(trial.metrics().get(Metrics.SECONDS) > 0);
    }
  }

  /** The limit lies between what the smallest and the largest of the candidates need. */
  @Test
  void aCandidateThatNeedsMoreMemoryThanThereIsFailsBeforeItStartsAndTheOthersAreTrained()
      throws InterruptedException {
    Recipe recipe = Recipe.builder().optEpochs(1).build();
    long[] needed =
        BATCH.stream()
            .mapToLong(
                proposal ->
                    MemoryEstimate.bytes(
                        NETWORK.withCell(proposal.architecture()), recipe.batchSize()))
            .sorted()
            .toArray();
    long limit = (needed[0] + needed[needed.length - 1]) / 2;
    List<Trial<Cell>> trials = new ArrayList<>();
    try (LocalExecutor executor =
        LocalExecutor.builder()
            .setContext(new CandidateContext(NETWORK, recipe, 9))
            .setImages(SPLIT)
            .optMemory(limit)
            .build()) {
      executor.execute(BATCH, trials::add);
    }
    int refused = 0;
    for (Trial<Cell> trial : trials) {
      boolean tooLarge =
          MemoryEstimate.bytes(NETWORK.withCell(trial.architecture()), recipe.batchSize()) > limit;
      assertEquals(tooLarge, trial.status() == TrialStatus.FAILED, trial.toString());
      if (tooLarge) {
        refused++;
        assertEquals(Failure.OUT_OF_MEMORY, trial.failure().orElseThrow());
        assertTrue(trial.reason().contains("a candidate may take"), trial.reason());
      }
    }
    assertTrue(refused > 0 && refused < trials.size(), refused + " of " + trials.size());
  }

  @Test
  void aLossThatIsNoNumberFailsTheTrialWithItsReason() throws InterruptedException {
    for (Trial<Cell> trial : run(2, 1e30)) {
      assertEquals(TrialStatus.FAILED, trial.status());
      assertTrue(trial.reason().contains("the loss became"), trial.reason());
      assertTrue(Double.isNaN(Objective.ACCURACY.value(trial)));
    }
  }

  /** At a rate of nearly zero nothing is learned; 12 epochs of 9 steps are enough to judge. */
  @Test
  void anAccuracyAtChanceFailsTheTrialUnlessTheRecipeAcceptsIt() throws InterruptedException {
    Recipe idle = Recipe.builder().optEpochs(12).optLearningRate(1e-12).build();
    List<Trial<Cell>> refused = run(1, idle);
    List<Trial<Cell>> accepted = run(1, idle.toBuilder().optRefusesChance(false).build());
    int failed = 0;
    for (int i = 0; i < BATCH.size(); i++) {
      double accuracy = Objective.ACCURACY.value(accepted.get(i));
      boolean chance = new ChanceRule(SPLIT.validation()).explains(accuracy, 108);
      assertEquals(chance, refused.get(i).status() == TrialStatus.FAILED, "accuracy " + accuracy);
      if (chance) {
        failed++;
        assertTrue(refused.get(i).reason().contains("at chance"), refused.get(i).reason());
      }
    }
    assertTrue(failed > 0, "at least one of three untrained networks guesses");
  }

  @Test
  void anAccuracyThatIsNoNumberMakesNoCompleteTrial() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trial.complete(BATCH.get(0), Metrics.NONE.with(Metrics.ACCURACY, Double.NaN)));
    assertTrue(refusal.getMessage().contains("NaN"), refusal.getMessage());
  }
}
