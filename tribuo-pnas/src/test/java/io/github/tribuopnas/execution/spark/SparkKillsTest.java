package io.github.tribuopnas.execution.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A search of rungs on a real cluster of which twenty executors are killed. */
@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class SparkKillsTest {

  private static final int KILLS = 20;
  private static final int FEWER_KILLS = 3;

  private static final CandidateContext CONTEXT =
      new CandidateContext(
          DigitTrials.NETWORK,
          Recipe.builder().optEpochs(SearchOfRungs.EPOCHS).optLearningRate(0.05).build(),
          9);

  private static List<String> undisturbed;

  @BeforeAll
  static void search() throws InterruptedException {
    try (LocalExecutor threads =
        LocalExecutor.builder().setContext(CONTEXT).setImages(DigitTrials.SPLIT).build()) {
      undisturbed = SearchOfRungs.found(SearchOfRungs.run(threads));
    }
  }

  private static List<Trial<Cell>> disturbed(int kills, UnaryOperator<SparkExecutorBuilder> how)
      throws Exception {
    SparkCluster cluster = SparkClusterExtension.cluster();
    cluster.awaitExecutors();
    cluster.kill(kills);
    SparkExecutorBuilder builder =
        SparkExecutor.builder()
            .setSparkContext(cluster.context())
            .setContext(CONTEXT)
            .setImages(DigitTrials.SPLIT);
    try (SparkExecutor spark = how.apply(builder).build()) {
      List<Trial<Cell>> trials = SearchOfRungs.run(spark);
      assertEquals(0, cluster.leftToKill());
      return trials;
    }
  }

  private static int attempts(List<Trial<Cell>> trials) {
    return trials.stream().mapToInt(trial -> trial.run().attempt()).sum();
  }

  @Test
  void twentyExecutorsAreKilledInASearchAndNoTrialIsCountedTwiceNorElse() throws Exception {
    List<Trial<Cell>> trials = disturbed(KILLS, spark -> spark.optWorkers(SparkCluster.EXECUTORS));
    assertEquals(undisturbed, SearchOfRungs.found(trials));
    assertEquals(trials.size() + KILLS, attempts(trials));
  }

  /** A trial dies with the one beside it too, any number of times. */
  @Test
  void whereTrialsShareGpusTheirExecutorsMayBeKilledToo() throws Exception {
    List<Trial<Cell>> trials =
        disturbed(
            FEWER_KILLS,
            spark ->
                spark.optWorkers(2 * SparkCluster.EXECUTORS).optPerGpu(2).optRetries(FEWER_KILLS));
    assertEquals(undisturbed, SearchOfRungs.found(trials));
    assertTrue(attempts(trials) >= trials.size() + FEWER_KILLS);
  }
}
