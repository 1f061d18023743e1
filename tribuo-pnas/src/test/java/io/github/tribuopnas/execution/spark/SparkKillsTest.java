package io.github.tribuopnas.execution.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.SearchOfRungs;
import io.github.tribuopnas.execution.SparkCluster;
import io.github.tribuopnas.execution.SparkClusterExtension;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.Recipe;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A search of rungs on a real cluster of which twenty executors are killed. */
@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class SparkKillsTest {

  private static final int KILLS = 20;

  private static final CandidateContext CONTEXT =
      new CandidateContext(
          DigitTrials.NETWORK,
          Recipe.builder().optEpochs(SearchOfRungs.EPOCHS).optLearningRate(0.05).build(),
          9);

  @Test
  void twentyExecutorsAreKilledInASearchAndNoTrialIsCountedTwiceNorElse() throws Exception {
    List<Trial<Cell>> undisturbed;
    try (LocalExecutor threads =
        LocalExecutor.builder().setContext(CONTEXT).setImages(DigitTrials.SPLIT).build()) {
      undisturbed = SearchOfRungs.run(threads);
    }
    SparkCluster cluster = SparkClusterExtension.cluster();
    cluster.awaitExecutors();
    cluster.kill(KILLS);
    List<Trial<Cell>> trials;
    try (SparkExecutor spark =
        SparkExecutor.builder()
            .setSparkContext(cluster.context())
            .setContext(CONTEXT)
            .setImages(DigitTrials.SPLIT)
            .optWorkers(SparkCluster.EXECUTORS)
            .build()) {
      trials = SearchOfRungs.run(spark);
    }
    assertEquals(0, cluster.leftToKill());
    assertEquals(SearchOfRungs.found(undisturbed), SearchOfRungs.found(trials));
    assertEquals(
        trials.size() + KILLS, trials.stream().mapToInt(trial -> trial.run().attempt()).sum());
  }
}
