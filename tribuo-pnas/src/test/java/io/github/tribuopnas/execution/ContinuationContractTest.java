package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.execution.pool.Worker;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.search.Search;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Halving;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.strategy.economy.EconomicalSearch;
import io.github.tribuopnas.search.strategy.economy.HalvingSearch;
import io.github.tribuopnas.search.strategy.progressive.ProgressiveSearch;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.testing.SearchStrategyContract;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every executor promises of trials that go on at a higher fidelity. */
@Tag("slow")
@ExtendWith(SparkClusterExtension.class)
class ContinuationContractTest {

  /** Makes an executor whose checkpoints lie below a directory. */
  @FunctionalInterface
  interface Making {
    TrialExecutor<Cell> make(Path directory, int workers);
  }

  private static final List<Cell> CELLS =
      Stream.of("p:sep3x3+pp:max3x3", "p:identity+pp:avg3x3", "p:dil3x3+p:identity")
          .map(Cell::parse)
          .toList();

  /** Everything that has a state or a schedule. */
  private static final CandidateContext CONTEXT =
      new CandidateContext(
          DigitTrials.NETWORK,
          Recipe.builder()
              .optEpochs(4)
              .optLearningRate(0.05)
              .optWarmUpEpochs(1.5)
              .optMixup(0.2)
              .optDropPath(0.2)
              .optAuxiliaryWeight(0.4)
              .optAverageDecay(0.9)
              .optAugmentations(Augmentation.parseAll("crop(1)+flip"))
              .build(),
          9);

  private static final double ONE_EPOCH = 0.25;
  private static final double TWO_EPOCHS = 0.5;
  private static final double ALL_EPOCHS = 1;

  /** Trials that begin anew at each fidelity, by fidelity and cell. */
  private static final Map<Double, Map<Cell, Trial<Cell>>> ANEW = new HashMap<>();

  /** What {@link #halved} finds one after the other in this JVM. */
  private static final List<Trial<Cell>> HALVED = new ArrayList<>();

  @TempDir Path directory;

  static Stream<Named<Making>> executors() {
    return Stream.of(
        Named.of("in this JVM", ContinuationContractTest::local),
        Named.of("worker pool", ContinuationContractTest::pool),
        Named.of("Spark with a shared directory", ContinuationContractTest::sharedSpark),
        Named.of("Spark with checkpoints that travel", ContinuationContractTest::spark));
  }

  private static TrialExecutor<Cell> local(Path directory, int workers) {
    return LocalExecutor.builder()
        .setContext(CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .optWorkers(workers)
        .optCheckpoints(directory)
        .build();
  }

  private static TrialExecutor<Cell> pool(Path directory, int workers) {
    return WorkerPool.builder()
        .setContext(CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .setDirectory(directory)
        .optWorkers(workers)
        .build();
  }

  private static TrialExecutor<Cell> sharedSpark(Path directory, int workers) {
    return SparkExecutor.builder()
        .setSparkContext(SparkClusterExtension.cluster().context())
        .setContext(CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .optSharedDirectory(directory)
        .optWorkers(workers)
        .build();
  }

  private static TrialExecutor<Cell> spark(Path directory, int workers) {
    return SparkExecutor.builder()
        .setSparkContext(SparkClusterExtension.cluster().context())
        .setContext(CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .optCheckpoints(directory)
        .optWorkers(workers)
        .build();
  }

  private static List<Trial<Cell>> run(
      TrialExecutor<Cell> executor, double fidelity, List<Cell> cells) throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    executor.execute(
        cells.stream()
            .map(cell -> Proposal.unpredicted(cell, 1).withFidelity(new Fidelity(fidelity)))
            .toList(),
        trials::add);
    trials.sort(Comparator.comparing(Trial::architecture));
    assertEquals(cells.size(), trials.size());
    return trials;
  }

  private static synchronized Trial<Cell> anew(double fidelity, Cell cell)
      throws InterruptedException {
    if (!ANEW.containsKey(fidelity)) {
      Map<Cell, Trial<Cell>> trials = new HashMap<>();
      try (TrialExecutor<Cell> executor =
          LocalExecutor.builder()
              .setContext(CONTEXT)
              .setImages(DigitTrials.SPLIT)
              .optCheckpointBytes(0)
              .build()) {
        for (Trial<Cell> trial : run(executor, fidelity, CELLS)) {
          assertEquals(4 * fidelity, trial.metrics().get(Metrics.EPOCHS));
          trials.put(trial.architecture(), trial);
        }
      }
      ANEW.put(fidelity, trials);
    }
    return ANEW.get(fidelity).get(cell);
  }

  /** Asserts that trials are those of a single training, and how many epochs each trained. */
  private static void assertAsAnew(double fidelity, int trained, List<Trial<Cell>> trials)
      throws InterruptedException {
    for (Trial<Cell> trial : trials) {
      assertSameAsAnew(fidelity, trial);
      assertEquals(trained, trial.metrics().get(Metrics.EPOCHS), trial.architecture().toString());
    }
  }

  private static void assertSameAsAnew(double fidelity, Trial<Cell> trial)
      throws InterruptedException {
    Trial<Cell> expected = anew(fidelity, trial.architecture());
    assertTrue(trial.isComplete(), trial.reason());
    assertEquals(fidelity, trial.proposal().fidelity().fraction());
    for (String metric : List.of(Metrics.ACCURACY, Metrics.LOSS)) {
      assertEquals(expected.metrics().get(metric), trial.metrics().get(metric));
    }
    assertEquals(expected.run().epochAccuracies(), trial.run().epochAccuracies());
    assertEquals((int) (4 * fidelity), trial.run().epochAccuracies().size());
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aTrialInThreeStretchesIsTheTrialInOneOnAnyNumberOfWorkers(Making making)
      throws InterruptedException, IOException {
    try (TrialExecutor<Cell> executor = making.make(directory, 1)) {
      assertAsAnew(ONE_EPOCH, 1, run(executor, ONE_EPOCH, CELLS));
    }
    assertEquals(CELLS.size(), checkpoints().size());
    // As a search that goes on after its driver ended.
    try (TrialExecutor<Cell> executor = making.make(directory, 2)) {
      assertAsAnew(TWO_EPOCHS, 1, run(executor, TWO_EPOCHS, CELLS));
      assertEquals(CELLS.size(), checkpoints().size());
      assertAsAnew(ALL_EPOCHS, 2, run(executor, ALL_EPOCHS, CELLS));
    }
    assertEquals(List.of(), checkpoints(), "nothing goes on after the last epoch");
  }

  @ParameterizedTest
  @MethodSource("executors")
  void whatIsNotKeptOrTornOnlyCostsTime(Making making) throws InterruptedException, IOException {
    try (TrialExecutor<Cell> executor = making.make(directory, 2)) {
      run(executor, TWO_EPOCHS, CELLS);
      executor.keepOnly(Set.of(CELLS.get(0), CELLS.get(1)));
      assertEquals(2, checkpoints().size());
      assertAsAnew(ALL_EPOCHS, 2, run(executor, ALL_EPOCHS, CELLS.subList(0, 1)));
      Path torn = checkpoints().get(0);
      byte[] bytes = Files.readAllBytes(torn);
      Files.write(torn, Arrays.copyOf(bytes, bytes.length / 2));
      assertAsAnew(ALL_EPOCHS, 4, run(executor, ALL_EPOCHS, CELLS.subList(1, 3)));
    }
  }

  @Test
  void aWorkerThatIsKilledBetweenStretchesTakesNothingAlong() throws InterruptedException {
    try (TrialExecutor<Cell> pool = pool(directory, 1)) {
      run(pool, ONE_EPOCH, CELLS);
      List<ProcessHandle> workers =
          ProcessHandle.current()
              .children()
              .filter(
                  child ->
                      child.info().arguments().stream()
                          .flatMap(Stream::of)
                          .anyMatch(Worker.class.getName()::equals))
              .toList();
      assertFalse(workers.isEmpty());
      workers.forEach(ProcessHandle::destroyForcibly);
      workers.forEach(worker -> worker.onExit().join());
      assertAsAnew(ALL_EPOCHS, 3, run(pool, ALL_EPOCHS, CELLS));
    }
  }

  @Test
  void anExecutorOfSparkThatIsKilledBetweenStretchesTakesNothingAlong()
      throws InterruptedException {
    SparkCluster cluster = SparkClusterExtension.cluster();
    try (TrialExecutor<Cell> spark = spark(directory, 1)) {
      for (Trial<Cell> trial : run(spark, ONE_EPOCH, CELLS.subList(0, 1))) {
        ProcessHandle executor =
            cluster.executor(trial.run().worker().substring("executor ".length()));
        executor.destroyForcibly();
        executor.onExit().join();
      }
      assertAsAnew(ALL_EPOCHS, 3, run(spark, ALL_EPOCHS, CELLS.subList(0, 1)));
    }
  }

  @Test
  void withoutADirectoryCheckpointsLastAsLongAsTheExecutor() throws InterruptedException {
    try (TrialExecutor<Cell> executor =
        LocalExecutor.builder().setContext(CONTEXT).setImages(DigitTrials.SPLIT).build()) {
      run(executor, ONE_EPOCH, CELLS);
      assertAsAnew(ALL_EPOCHS, 3, run(executor, ALL_EPOCHS, CELLS));
    }
  }

  /**
   * At levels 1 and 3, of which the second is grown through the level between, three are trained
   * for one epoch and two of them for a second; then the best of both levels for the last two.
   */
  private static List<Trial<Cell>> halved(TrialExecutor<Cell> executor)
      throws InterruptedException {
    CellSpace space =
        CellSpace.builder()
            .setBlocks(3)
            .optOperations(List.of(Operation.IDENTITY, Operation.MAX_POOL_3X3))
            .build();
    StrategySetup<Cell> setup =
        StrategySetup.<Cell>of(space, new StrategyOptions().withFirstLevel(3).withBeam(3), 1)
            .withSurrogate(SearchStrategyContract.FractionSurrogate::new)
            .withEpochs(4)
            .withEconomy(
                new EconomyOptions().withLevels("1,3").withHalving("halving(0.25,0.5,2,1)"));
    return Search.<Cell>builder()
        .setStrategy(EconomicalSearch.of(new ProgressiveSearch<>(setup), setup))
        .setExecutor(executor)
        .build()
        .run()
        .trials();
  }

  private static synchronized List<Trial<Cell>> halvedInOneThread() throws InterruptedException {
    if (HALVED.isEmpty()) {
      try (TrialExecutor<Cell> one =
          LocalExecutor.builder()
              .setContext(CONTEXT)
              .setImages(DigitTrials.SPLIT)
              .optWorkers(1)
              .build()) {
        HALVED.addAll(halved(one));
      }
    }
    return HALVED;
  }

  private static List<String> texts(List<Trial<Cell>> trials) {
    return trials.stream()
        .map(
            trial ->
                trial.key()
                    + " "
                    + trial.run().epochAccuracies()
                    + " "
                    + trial.run().epochLosses()
                    + " "
                    + trial.metrics().get(Metrics.EPOCHS))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aHalvedSearchThatLeavesALevelOutIsTheSameOnEveryExecutor(Making making)
      throws InterruptedException {
    List<Trial<Cell>> expected = halvedInOneThread();
    assertEquals(
        List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0),
        expected.stream().map(trial -> trial.metrics().get(Metrics.EPOCHS)).toList());
    try (TrialExecutor<Cell> two = making.make(directory, 2)) {
      assertEquals(texts(expected), texts(halved(two)));
    }
  }

  /** Twice the full training is a training of eight epochs, not four more after the full one. */
  @Test
  void aTrialBeyondTheFullTrainingHasAScheduleOfItsOwn() throws InterruptedException {
    List<Cell> one = CELLS.subList(1, 2);
    CandidateContext longer =
        new CandidateContext(CONTEXT.network(), CONTEXT.recipe().withEpochs(8), CONTEXT.seed());
    try (TrialExecutor<Cell> executor = local(directory, 1);
        TrialExecutor<Cell> twice =
            LocalExecutor.builder().setContext(longer).setImages(DigitTrials.SPLIT).build()) {
      run(executor, ONE_EPOCH, one);
      Trial<Cell> beyond = run(executor, 2, one).get(0);
      assertEquals(
          run(twice, ALL_EPOCHS, one).get(0).run().epochLosses(), beyond.run().epochLosses());
      assertEquals(8, beyond.metrics().get(Metrics.EPOCHS));
    }
  }

  /** Three are trained for one epoch, two of them for a second, one of these for the last two. */
  @Test
  void successiveHalvingTrainsNoEpochTwice() throws InterruptedException {
    try (TrialExecutor<Cell> executor = local(directory, 2)) {
      List<Trial<Cell>> trials =
          Search.<Cell>builder()
              .setStrategy(
                  new HalvingSearch<>(
                      CELLS.stream().map(cell -> Proposal.unpredicted(cell, 1)).toList(),
                      new Halving(0.25, 0.67, 2, 1),
                      4,
                      Objective.ACCURACY))
              .setExecutor(executor)
              .build()
              .run()
              .trials();
      assertEquals(
          List.of(1.0, 1.0, 1.0, 1.0, 1.0, 2.0),
          trials.stream().map(trial -> trial.metrics().get(Metrics.EPOCHS)).toList());
      assertSameAsAnew(ALL_EPOCHS, trials.get(5));
    }
  }
}
