package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pool does about workers that misbehave, with workers that do so on request. */
@Tag("slow")
class WorkerPoolTest {

  @TempDir Path directory;

  private WorkerPoolBuilder pool() {
    return WorkerPool.builder()
        .setContext(DigitTrials.CONTEXT)
        .setImages(DigitTrials.SPLIT)
        .setDirectory(directory)
        .optSilence(Duration.ofSeconds(30))
        .optMainClass(ScriptedWorker.class.getName());
  }

  private static List<Trial<Cell>> run(WorkerPoolBuilder builder, String... cells)
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (WorkerPool pool = builder.build()) {
      pool.execute(
          Stream.of(cells).map(text -> Proposal.unpredicted(Cell.parse(text), 1)).toList(),
          trials::add);
    }
    trials.sort(Comparator.comparing(Trial::architecture));
    return trials;
  }

  private static void assertFailed(Failure failure, String reason, int attempt, Trial<Cell> trial) {
    assertEquals(Optional.of(failure), trial.failure(), trial.reason());
    assertTrue(trial.reason().contains(reason), trial.reason());
    assertEquals(attempt, trial.run().attempt());
  }

  @Test
  void aResultComesThroughTheProtocolToTheLastDigit() throws InterruptedException {
    Trial<Cell> trial = run(pool(), ScriptedWorker.WELL).get(0);
    assertEquals(1.0 / 3, Objective.ACCURACY.value(trial));
    assertEquals(List.of(0.1, 1.0 / 3), trial.run().epochAccuracies());
    assertEquals("worker-1", trial.run().worker());
    assertEquals(1, trial.run().attempt());
  }

  @Test
  void aTrialThatKillsEveryWorkerFailsAndTheOthersAreDone() throws InterruptedException {
    Cell poison = Cell.parse(ScriptedWorker.DIES);
    List<Trial<Cell>> trials =
        run(
            pool().optWorkers(2),
            ScriptedWorker.WELL,
            ScriptedWorker.DIES,
            "p:sep3x3+pp:sep3x3",
            "p:sep3x3+p:max3x3");
    assertEquals(4, trials.size());
    for (Trial<Cell> trial : trials) {
      if (trial.architecture().equals(poison)) {
        assertFailed(Failure.CRASH, "the worker ended with status 7", 2, trial);
        assertTrue(trial.reason().contains(".log"), trial.reason());
      } else {
        assertTrue(trial.isComplete());
      }
    }
  }

  @Test
  void aTrialWhoseWorkerDiesOnceIsDoneByTheNext() throws InterruptedException {
    Trial<Cell> trial = run(pool(), ScriptedWorker.DIES_ONCE).get(0);
    assertTrue(trial.isComplete());
    assertEquals(2, trial.run().attempt());
  }

  @Test
  void withoutRetriesTheFirstDeathCounts() throws InterruptedException {
    assertFailed(
        Failure.CRASH, "status 7", 1, run(pool().optRetries(0), ScriptedWorker.DIES_ONCE).get(0));
  }

  @Test
  void aTrialThatNeverEndsIsEnded() throws InterruptedException {
    assertFailed(
        Failure.TIMEOUT,
        "more than 0.4 s",
        2,
        run(pool().optTrialTimeout(Duration.ofMillis(400)), ScriptedWorker.NEVER_ENDS).get(0));
  }

  @Test
  void aWorkerThatGivesNoSignOfLifeIsReplaced() throws InterruptedException {
    assertFailed(
        Failure.CRASH,
        "no sign of life for 2 s",
        1,
        run(pool().optRetries(0).optSilence(Duration.ofSeconds(2)), ScriptedWorker.FALLS_SILENT)
            .get(0));
  }

  @Test
  void aWorkerThatHoldsTooMuchMemoryIsReplaced() throws InterruptedException {
    assertFailed(
        Failure.OUT_OF_MEMORY,
        "held " + ScriptedWorker.EATEN + " bytes",
        2,
        run(pool().optMemory(1L << 30), ScriptedWorker.EATS_MEMORY).get(0));
  }

  /** Two hundred filters in each of five cells of a group need more than the limit allows. */
  @Test
  void aCandidateThatWouldNeedMoreMemoryThanAWorkerMayHoldFailsBeforeItStarts()
      throws InterruptedException {
    long limit = 2L << 30;
    Cell cell = Cell.parse("p:sep5x5+pp:sep5x5");
    NetworkSpec large =
        Setting.PROXY
            .of(cell)
            .optRepeats(5)
            .optFilters(200)
            .optImage(new ImageShape(8, 8, 1))
            .optClasses(10)
            .build();
    Recipe recipe = Recipe.builder().optEpochs(1).optBatchSize(300).build();
    assertTrue(MemoryEstimate.bytes(large, 300) > limit);
    assertTrue(MemoryEstimate.bytes(large, 300) < MemoryEstimate.available());
    Trial<Cell> trial =
        run(
                pool()
                    .setContext(new CandidateContext(large, recipe, 1))
                    .optMainClass(Worker.class.getName())
                    .optMemory(limit)
                    .optRetries(0),
                cell.toString())
            .get(0);
    assertFailed(Failure.OUT_OF_MEMORY, "a candidate may take", 1, trial);
  }

  @Test
  void whatIsNoMessageEndsAWorker() throws InterruptedException {
    assertFailed(
        Failure.CRASH,
        "something between the messages",
        1,
        run(pool().optRetries(0), ScriptedWorker.BABBLES).get(0));
  }

  @Test
  void everyWorkerHasItsGpuAndOneThread() throws InterruptedException {
    Set<String> devices =
        run(
                pool().optWorkers(2).optGpus(List.of("2", "5")),
                ScriptedWorker.WELL,
                "p:sep3x3+pp:sep3x3",
                "p:sep3x3+p:max3x3",
                "p:sep3x3+p:identity")
            .stream()
            .map(trial -> trial.run().worker() + " " + trial.run().device())
            .collect(Collectors.toSet());
    assertEquals(Set.of("worker-1 threads 12 (GPU 2)", "worker-2 threads 15 (GPU 5)"), devices);
  }

  private static Set<String> devices(WorkerPoolBuilder builder) throws InterruptedException {
    return run(builder, ScriptedWorker.WELL, "p:sep3x3+pp:sep3x3", "p:sep3x3+p:max3x3").stream()
        .map(trial -> trial.run().device())
        .collect(Collectors.toSet());
  }

  @Test
  void workersTakeTheGpusOfTheDeviceInTurnAndTrialsTellOnWhichTheyRan()
      throws InterruptedException {
    Map<String, List<String>> gpus = Map.of("gpu", List.of("2", "5"), "gpu:1", List.of("5"));
    WorkerPoolBuilder two = pool().optWorkers(2).optGpusOf(device -> gpus.get(device.toString()));
    assertEquals(Set.of("gpu:2", "gpu:5"), devices(two.optDevice(DeviceChoice.GPU)));
    // In its worker, too, the second GPU is the first: it sees no other.
    assertEquals(Set.of("gpu:5"), devices(two.optDevice(DeviceChoice.parse("gpu:1"))));
  }

  private WorkerPoolBuilder shared(int workers, long free) {
    return pool()
        .optWorkers(workers)
        .optGpus(List.of("7"))
        .optMemoryOfGpu(gpu -> free)
        .optRetries(0);
  }

  @Test
  void whereWorkersOfAGpuFindTooLittleMemoryFewerGoOnAndTheTrialIsDone()
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (WorkerPool pool = shared(4, 16L << 30).build()) {
      assertEquals(4, pool.workers());
      List<Proposal<Cell>> batch =
          Stream.of(ScriptedWorker.WELL, ScriptedWorker.NEEDS_A_GPU, "p:sep3x3+p:identity")
              .map(text -> Proposal.unpredicted(Cell.parse(text), 1))
              .toList();
      pool.execute(batch, trials::add);
      assertEquals(2, pool.workers(), "of 16 GiB, 4 workers have 3.3 each, 3 have 4.7, 2 have 7.3");
      pool.execute(batch, trials::add);
      assertEquals(2, pool.workers());
    }
    assertEquals(6, trials.size());
    for (Trial<Cell> trial : trials) {
      assertTrue(trial.isComplete(), trial.reason());
    }
  }

  @Test
  void aCandidateThatTheWholeGpuIsTooSmallForFailsAndThePoolStaysAsWide()
      throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (WorkerPool pool = shared(2, 700L << 20).build()) {
      pool.execute(
          List.of(Proposal.unpredicted(Cell.parse(ScriptedWorker.NEEDS_A_GPU), 1)), trials::add);
      assertEquals(2, pool.workers());
    }
    assertFailed(Failure.OUT_OF_MEMORY, "CUDA out of memory", 1, trials.get(0));
  }

  @Test
  void theLastWorkerOfAGpuStays() throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (WorkerPool pool = shared(3, 6L << 30).build()) {
      pool.execute(
          List.of(Proposal.unpredicted(Cell.parse(ScriptedWorker.NEEDS_A_GPU), 1)), trials::add);
      assertEquals(1, pool.workers());
      pool.execute(List.of(Proposal.unpredicted(Cell.parse(ScriptedWorker.WELL), 1)), trials::add);
    }
    assertFailed(Failure.OUT_OF_MEMORY, "CUDA out of memory", 1, trials.get(0));
    assertTrue(trials.get(1).isComplete());
  }

  /** Each trial says that it took a second: two workers train twice as much as one. */
  @Test
  void whileItIsMeasuredHowManyTrainAtOnceEveryTrialIsDone() throws InterruptedException {
    List<Trial<Cell>> trials = new ArrayList<>();
    try (WorkerPool pool = shared(3, 16L << 30).optMeasured().build()) {
      for (int batch = 0; batch < 8; batch++) {
        pool.execute(
            Stream.of("p:sep3x3+pp:sep3x3", "p:sep3x3+p:max3x3", "p:sep3x3+p:identity")
                .flatMap(text -> Stream.of(text, text))
                .map(text -> Proposal.unpredicted(Cell.parse(text), 1))
                .toList(),
            trials::add);
      }
      assertEquals(3, pool.workers());
    }
    assertEquals(48, trials.size());
    assertTrue(trials.stream().allMatch(Trial::isComplete));
  }

  @Test
  void aTrialOnTheCpuSaysSoWhateverGpuItsWorkerHas() throws InterruptedException {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    WorkerPoolBuilder real = pool().optMainClass(Worker.class.getName());
    assertEquals("cpu", run(real, "p:identity+pp:avg3x3").get(0).run().device());
    assertEquals(
        "cpu (GPU 3)",
        run(real.optGpus(List.of("3")), "p:identity+pp:avg3x3").get(0).run().device());
  }

  @Test
  void standardErrorGoesToALogAndTheImagesGoWithThePool() throws Exception {
    run(pool(), ScriptedWorker.WELL);
    assertEquals("a line for the log\n", Files.readString(directory.resolve("worker-1.log")));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of("worker-1.log"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void anInterruptedDriverLeavesNoWorker() throws IOException, InterruptedException {
    WorkerPool pool = pool().build();
    Thread driver = Thread.currentThread();
    WatchService logs = directory.getFileSystem().newWatchService();
    directory.register(logs, StandardWatchEventKinds.ENTRY_MODIFY);
    Thread interrupter =
        new Thread(
            () -> {
              // The worker's line for its log, when it has answered.
              assertDoesNotThrow(logs::take);
              driver.interrupt();
            });
    interrupter.start();
    assertThrows(
        InterruptedException.class,
        () ->
            pool.execute(
                List.of(Proposal.unpredicted(Cell.parse(ScriptedWorker.NEVER_ENDS), 1)),
                trial -> {}));
    pool.close();
    interrupter.join();
    logs.close();
    children().forEach(child -> child.onExit().join());
    assertEquals(List.of(), children());
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().arguments().stream()
                    .flatMap(Stream::of)
                    .anyMatch(ScriptedWorker.class.getName()::equals))
        .toList();
  }

  @Test
  void aWorkerThatCannotStartEndsTheSearchAndNotTheTrial() {
    IllegalStateException end =
        assertThrows(
            IllegalStateException.class,
            () -> run(pool().optMainClass("no.such.Worker"), ScriptedWorker.WELL));
    assertTrue(end.getMessage().contains("does not come up"), end.getMessage());
    assertTrue(end.getMessage().contains("worker-1.log"), end.getMessage());
  }

  @Test
  void workersDieWithADriverThatIsKilled() throws IOException, InterruptedException {
    Process driver =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PoolDriver.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> workers;
    try {
      assertEquals("running", new String(driver.getInputStream().readNBytes(7)));
      workers = driver.descendants().toList();
      assertFalse(workers.isEmpty());
    } finally {
      driver.destroyForcibly();
    }
    driver.waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().join();
    }
  }
}
