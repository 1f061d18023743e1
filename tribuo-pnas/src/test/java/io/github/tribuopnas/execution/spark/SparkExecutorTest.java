package io.github.tribuopnas.execution.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.SparkCluster;
import io.github.tribuopnas.execution.SparkClusterExtension;
import io.github.tribuopnas.execution.SparkPoison;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.Recipe;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real training on a real cluster, whose executors die. */
@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class SparkExecutorTest {

  private static final String LONG = "p:sep5x5+pp:conv1x7_7x1";

  @TempDir Path directory;

  private static SparkExecutorBuilder spark() {
    return SparkExecutor.builder()
        .setSparkContext(SparkClusterExtension.cluster().context())
        .setContext(DigitTrials.CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .optWorkers(SparkCluster.EXECUTORS);
  }

  private static Map<Cell, Trial<Cell>> run(SparkExecutorBuilder builder, String... cells)
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (SparkExecutor executor = builder.build()) {
      executor.execute(
          Stream.of(cells).map(text -> Proposal.unpredicted(Cell.parse(text), 1)).toList(),
          trials::add);
    }
    return trials.stream().collect(Collectors.toMap(Trial::architecture, trial -> trial));
  }

  @Test
  void aTrialThatKillsEveryExecutorItMeetsFailsAndTheOthersAreDone() throws InterruptedException {
    Map<Cell, Trial<Cell>> trials =
        run(spark(), "p:identity+pp:avg3x3", SparkPoison.CELL, "p:max3x3+pp:avg3x3", LONG);
    assertEquals(4, trials.size());
    Trial<Cell> poison = trials.remove(Cell.parse(SparkPoison.CELL));
    assertEquals(Optional.of(Failure.CRASH), poison.failure());
    assertTrue(poison.reason().contains("code " + SparkPoison.STATUS), poison.reason());
    assertEquals(2, poison.run().attempt());
    for (Trial<Cell> trial : trials.values()) {
      assertTrue(trial.isComplete(), trial.reason());
    }
  }

  /** Kills the executor that is given the first task, once the task has begun to train. */
  private static final class KillFirst extends SparkListener {

    private final CompletableFuture<String> executor = new CompletableFuture<>();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      executor.completeAsync(
          () -> start.taskInfo().executorId(),
          CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void aTrialWhoseExecutorIsKilledIsDoneByAnother() throws Exception {
    SparkCluster cluster = SparkClusterExtension.cluster();
    // Five seconds of training or more, so that it is killed in the middle.
    CandidateContext context =
        new CandidateContext(
            DigitTrials.NETWORK,
            Recipe.builder().optEpochs(60).build(),
            DigitTrials.CONTEXT.seed());
    KillFirst killer = new KillFirst();
    cluster.context().sc().addSparkListener(killer);
    CompletableFuture<Boolean> killed =
        killer.executor.thenApply(id -> cluster.executor(id).destroyForcibly());
    Trial<Cell> trial = run(spark().setContext(context), LONG).get(Cell.parse(LONG));
    cluster.context().sc().removeSparkListener(killer);
    assertTrue(killed.get());
    assertTrue(trial.isComplete(), trial.reason());
    assertEquals(2, trial.run().attempt());
    assertNotEquals("executor " + killer.executor.get(), trial.run().worker());
  }

  @Test
  void everyTrialIsToldTheGpuOfItsExecutor() throws InterruptedException {
    SparkClusterExtension.cluster().awaitExecutors();
    Map<String, Set<String>> devices =
        run(spark(), "p:identity+pp:avg3x3", "p:max3x3+pp:avg3x3", "p:avg3x3+p:max3x3", LONG)
            .values()
            .stream()
            .collect(
                Collectors.groupingBy(
                    trial -> trial.run().worker(),
                    Collectors.mapping(trial -> trial.run().device(), Collectors.toSet())));
    // No two executors have one GPU, and no executor has two.
    assertEquals(SparkCluster.EXECUTORS, devices.size(), devices.toString());
    assertEquals(
        Set.of(Set.of("cpu (GPU 0)"), Set.of("cpu (GPU 1)")), Set.copyOf(devices.values()));
  }

  /** Four that begin on two executors, and wait there for each other, are two on each GPU. */
  @Test
  void trialsShareAGpuWhereTheirTasksAskForAFraction() throws Exception {
    SparkCluster cluster = SparkClusterExtension.cluster();
    cluster.awaitExecutors();
    String[] cells = {"p:identity+pp:avg3x3", "p:max3x3+pp:avg3x3", "p:avg3x3+p:max3x3", LONG};
    Map<Cell, Trial<Cell>> alone = run(spark(), cells);
    Map<Cell, Trial<Cell>> shared;
    try (Closeable meeting = cluster.meeting()) {
      shared =
          run(spark().optWorkers(4).optPerGpu(2).optTrialTimeout(Duration.ofMinutes(10)), cells);
    }
    alone.forEach(
        (cell, trial) ->
            assertEquals(trial.run().epochAccuracies(), shared.get(cell).run().epochAccuracies()));
    for (Trial<Cell> trial : shared.values()) {
      assertTrue(trial.isComplete(), trial.reason());
      assertTrue(trial.run().device().matches("cpu \\(GPU [01]\\)"), trial.run().device());
    }
  }

  @Test
  void aFractionOfAGpuNeedsAGpuAndACoreForEach() {
    SparkConf conf = new SparkConf(false);
    String none =
        assertThrows(IllegalArgumentException.class, () -> SparkExecutorBuilder.checkGpus(conf, 2))
            .getMessage();
    assertTrue(none.contains("set spark.executor.resource.gpu.amount"), none);
    conf.set("spark.executor.resource.gpu.amount", "2").set("spark.executor.cores", "3");
    String few =
        assertThrows(IllegalArgumentException.class, () -> SparkExecutorBuilder.checkGpus(conf, 2))
            .getMessage();
    assertTrue(few.contains("spark.executor.cores is 3"), few);
    assertTrue(few.contains("set 4"), few);
    SparkExecutorBuilder.checkGpus(conf.set("spark.executor.cores", "4"), 2);
    assertThrows(IllegalArgumentException.class, () -> SparkExecutor.builder().optPerGpu(0));
  }

  @Test
  void withoutRetriesTheFirstDeathCounts() throws InterruptedException {
    Trial<Cell> trial =
        run(spark().optRetries(0), SparkPoison.CELL).get(Cell.parse(SparkPoison.CELL));
    assertEquals(Optional.of(Failure.CRASH), trial.failure());
    assertEquals(1, trial.run().attempt());
  }

  @Test
  void anExecutorThatCannotReadTheImagesFailsTheTrialWithTheReason() throws Exception {
    SparkExecutorBuilder builder = spark().optSharedDirectory(directory).optRetries(0);
    List<Trial<Cell>> trials = new ArrayList<>();
    try (SparkExecutor executor = builder.build()) {
      try (Stream<Path> files = Files.list(directory)) {
        Files.delete(files.findFirst().orElseThrow());
      }
      executor.execute(List.of(Proposal.unpredicted(Cell.parse(LONG), 1)), trials::add);
    }
    assertEquals(Optional.of(Failure.CRASH), trials.get(0).failure());
    assertTrue(
        trials.get(0).reason().contains("NoSuchFileException: " + directory),
        trials.get(0).reason());
  }

  @Test
  void sparkMayNeitherRepeatNorDoubleTrials() {
    SparkConf conf = new SparkConf(false);
    String repeats =
        assertThrows(IllegalArgumentException.class, () -> SparkExecutorBuilder.check(conf))
            .getMessage();
    assertTrue(repeats.contains("spark.task.maxFailures is 4, but must be 1"), repeats);
    conf.set("spark.task.maxFailures", "1").set("spark.speculation", "true");
    String doubles =
        assertThrows(IllegalArgumentException.class, () -> SparkExecutorBuilder.check(conf))
            .getMessage();
    assertTrue(doubles.contains("spark.speculation is true, but must be false"), doubles);
  }
}
