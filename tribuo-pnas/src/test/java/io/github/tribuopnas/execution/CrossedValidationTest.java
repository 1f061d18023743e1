package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.image.Folds;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.engine.EngineThreads;
import io.github.tribuopnas.training.loop.EpochListener;
import io.github.tribuopnas.training.loop.NetworkTraining;
import io.github.tribuopnas.training.trained.Evaluation;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossedValidationTest {

  private static final int FOLDS = 3;
  private static final Cell CELL = Cell.parse("p:sep3x3+pp:max3x3");
  private static final CandidateContext CONTEXT =
      new CandidateContext(
          DigitTrials.NETWORK,
          DigitTrials.CONTEXT.recipe(),
          DigitTrials.CONTEXT.seed(),
          null,
          FOLDS);

  @TempDir Path directory;

  private static Trial<Cell> run(TrialExecutor<Cell> executor, double fidelity)
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    executor.execute(
        List.of(Proposal.unpredicted(CELL, 1).withFidelity(new Fidelity(fidelity))), trials::add);
    return trials.get(0);
  }

  private static Trial<Cell> local(CandidateContext context, double fidelity)
      throws InterruptedException {
    try (TrialExecutor<Cell> executor =
        LocalExecutor.builder().setContext(context).setImages(DigitTrials.SPLIT).build()) {
      return run(executor, fidelity);
    }
  }

  /**
   * Right answers are counted here: of each fold once, of the validation images a third each; and
   * losses err as independent ones of the folds and one of the validation images.
   */
  private static double[] byHand() throws InterruptedException {
    long seed = Seeds.derive(CONTEXT.seed(), CELL.toString());
    double right = 0;
    double squaresOfFolds = 0;
    double ofValidation = 0;
    int fold = 0;
    for (ImageSplit split :
        Folds.of(DigitTrials.SPLIT.training(), FOLDS, Seeds.derive(seed, "folds"))) {
      try (EngineThreads threads = EngineThreads.one();
          TrainedNetwork network =
              new NetworkTraining(
                      DigitTrials.NETWORK.withCell(CELL), CONTEXT.recipe(), EpochListener.NONE)
                  .train(split.training(), Seeds.derive(seed, "fold " + fold++))) {
        Evaluation ofFold = network.evaluate(split.validation());
        Evaluation shared = network.evaluate(DigitTrials.SPLIT.validation());
        right += 100 * ofFold.accuracy() + 100.0 / FOLDS * shared.accuracy();
        squaresOfFolds += Math.pow(100 * ofFold.lossError(), 2);
        ofValidation += 100.0 / FOLDS * shared.lossError();
      }
    }
    return new double[] {
      right / 400, Math.sqrt(squaresOfFolds + ofValidation * ofValidation) / 400
    };
  }

  @Test
  void allImagesCountOnceInTheAccuracyAndItsError() throws InterruptedException {
    Trial<Cell> trial = local(CONTEXT, FOLDS);
    double accuracy = trial.metrics().get(Metrics.ACCURACY);
    double[] byHand = byHand();
    assertEquals(byHand[0], accuracy, 1e-12);
    assertEquals(byHand[1], trial.metrics().get(Metrics.standardError(Metrics.LOSS)), 1e-12);
    assertEquals(
        Math.sqrt(accuracy * (1 - accuracy) / 400),
        trial.metrics().get(Metrics.standardError(Metrics.ACCURACY)),
        1e-12);
    assertEquals(2 * FOLDS, trial.metrics().get(Metrics.EPOCHS));
    assertEquals(List.of(accuracy), trial.run().epochAccuracies());
  }

  @Test
  @Tag("slow")
  void aWorkerProcessFindsTheSame() throws InterruptedException {
    Trial<Cell> expected = local(CONTEXT, FOLDS);
    try (TrialExecutor<Cell> pool =
        WorkerPool.builder()
            .setContext(CONTEXT)
            .setImages(DigitTrials.SPLIT)
            .setDirectory(directory)
            .optWorkers(1)
            .build()) {
      Trial<Cell> trial = run(pool, FOLDS);
      assertEquals(expected.run().epochLosses(), trial.run().epochLosses());
      assertEquals(expected.run().epochAccuracies(), trial.run().epochAccuracies());
    }
  }

  @Test
  void trialsUpToTheFullTrainingAreThoseWithoutFolds() throws InterruptedException {
    assertEquals(
        local(DigitTrials.CONTEXT, 1).run().epochLosses(), local(CONTEXT, 1).run().epochLosses());
    assertNotEquals(DigitTrials.CONTEXT.forStore("images"), CONTEXT.forStore("images"));
  }
}
