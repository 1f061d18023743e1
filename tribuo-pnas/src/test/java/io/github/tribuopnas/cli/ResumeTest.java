package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.util.cuda.CudaUtils;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Searches with real training that are stopped, killed and gone on with. */
@Tag("slow")
class ResumeTest {

  private static final List<String> SEARCH =
      List.of(
          "search",
          "--blocks=2",
          "--first-level=5",
          "--beam=3",
          "--epochs=2",
          "--final-epochs=1",
          "--final-filters=4",
          "--final-repeats=1",
          "--contenders=none",
          "--override=weight-decay=0.001",
          "--override=augmentations=crop(1)",
          "--final-override=dropout=0.25",
          "--train-limit=600");

  private static final int TRIALS = 8;

  @TempDir static Path directory;

  /** A run that nothing disturbed, in threads. */
  private static Path whole;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void search() {
    whole = directory.resolve("whole");
    ResumeTest test = new ResumeTest();
    assertEquals(
        0, test.run(search("--executor=threads", "--out=" + whole)), () -> test.err.toString());
    assertEquals(TRIALS, trials(whole).size());
  }

  @Test
  void finalNetworksAreKeptUntilAllFilesAreWritten() throws IOException {
    Path run = directory.resolve("unwritten");
    Path obstacle = Files.createDirectories(run.resolve("result.json"));
    assertEquals(1, run(search("--executor=threads", "--out=" + run)));
    assertTrue(err.toString().contains(obstacle.toString()), err.toString());
    assertTrue(Files.isDirectory(run.resolve("final")));
    Files.delete(obstacle);
    assertEquals(0, run("resume", run.toString()), err.toString());
    assertFalse(Files.exists(run.resolve("final")));
    assertLikeWhole(run);
  }

  private static String[] search(String... more) {
    boolean isHalved = Stream.of(more).anyMatch(word -> word.startsWith("--halving="));
    Stream<String> all = Stream.concat(SEARCH.stream(), Stream.of(more));
    return (isHalved ? all : Stream.concat(all, Stream.of("--halving=off"))).toArray(String[]::new);
  }

  private int run(String... arguments) {
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static Study<Cell> study(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space());
  }

  /** What a trial found, without where it ran and how long it took. */
  private static List<String> trials(Path run) {
    return study(run).ordered().stream().map(ResumeTest::text).toList();
  }

  private static String text(Trial<Cell> trial) {
    return trial.proposal()
        + " "
        + trial.status()
        + " "
        + Objective.ACCURACY.value(trial)
        + " "
        + trial.run().epochAccuracies();
  }

  private static void assertLikeWhole(Path run) throws IOException {
    assertEquals(trials(whole), trials(run));
    assertEquals(winner(whole), winner(run));
  }

  /** The network with its weights; beside it a model tells when it was trained. */
  private static GraphProto winner(Path run) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(run.resolve("winner.onnx"))).getGraph();
  }

  @Test
  void aSearchStoppedByItsBudgetAndResumedEndsLikeOneThatWasNot() throws IOException {
    Path run = directory.resolve("budget");
    assertEquals(
        0, run(search("--executor=threads", "--max-trials=6", "--out=" + run)), err::toString);
    assertTrue(out.toString().contains("left undone: 2 of the 3 asked last"), out.toString());
    assertEquals(trials(whole).subList(0, 6), trials(run));
    assertEquals(0, run("resume", run.toString(), "--max-trials=0"), err::toString);
    assertLikeWhole(run);
  }

  private List<String> ranking(Path run) {
    out.getBuffer().setLength(0);
    assertEquals(0, run("show", run.toString()), err::toString);
    return out.toString().lines().filter(line -> line.matches(" {0,3}\\d+ .*")).toList();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process cannot send a Ctrl-C to one")
  void aSearchStoppedByCtrlCAndResumedEndsLikeOneThatWasNot() throws Exception {
    Path run = directory.resolve("interrupted");
    CommandProcess search = CommandProcess.start(search("--out=" + run));
    assertTrue(search.awaitTrials(2), search::output);
    search.interrupt();
    assertEquals(Interruption.STATUS, search.end(), search::output);
    assertTrue(search.output().contains("go on with: ./pnas resume " + run), search::output);
    List<String> kept = trials(run);
    assertTrue(kept.size() < TRIALS && trials(whole).containsAll(kept), kept.toString());
    assertTrue(study(run).driver().isEmpty(), "the store was closed");
    assertFalse(Files.exists(run.resolve("winner.onnx")));

    assertEquals(0, run("resume", run.toString()), err::toString);
    assertLikeWhole(run);
    assertEquals(TRIALS, ranking(whole).size());
    assertEquals(ranking(whole), ranking(run));
  }

  @Test
  void aLimitOfMemoryIsThatOfTheWorkersAndKeptUntilThereIsAnother() throws IOException {
    Path run = directory.resolve("memory");
    String tooMuch = "bytes; allowed are 1048576";
    assertEquals(1, run(search("--memory=1M", "--retries=0", "--out=" + run)));
    assertTrue(err.toString().contains(tooMuch), err.toString());
    err.getBuffer().setLength(0);
    assertEquals(1, run("resume", run.toString(), "--retry-failed"));
    assertTrue(err.toString().contains(tooMuch), err.toString());
    assertEquals(
        0,
        run("resume", run.toString(), "--retry-failed", "--memory=16G", "--max-trials=3"),
        err::toString);
    // What failed beside the three is still as it was.
    assertEquals(trials(whole).subList(0, 3), trials(run).subList(0, 3));
    // Threads have no limit of memory, the one that was kept included.
    assertEquals(
        0,
        run("resume", run.toString(), "--retry-failed", "--executor=threads", "--max-trials=4"),
        err::toString);
    assertEquals(trials(whole).subList(0, 4), trials(run).subList(0, 4));
  }

  @Test
  void theStoreTellsTheDeviceOfEveryTrial() {
    assumeTrue(CudaUtils.getGpuCount() == 0, "there is a GPU");
    assertEquals(
        List.of("cpu"),
        study(whole).trials().stream().map(trial -> trial.run().device()).distinct().toList());
  }

  @Test
  void aDriverKilledAfterAnyTrialAndResumedEndsLikeOneThatWasNot() throws Exception {
    Path run = directory.resolve("driver");
    SplittableRandom random = new SplittableRandom(1);
    CommandProcess driver = CommandProcess.start(search("--out=" + run));
    for (int kills = 0; kills < 2; kills++) {
      driver.awaitTrials(random.nextInt(1, 4));
      driver.kill();
      List<String> kept = Files.exists(run.resolve(SearchRun.STUDY)) ? trials(run) : List.of();
      assertTrue(trials(whole).containsAll(kept), kept.toString());
      driver = CommandProcess.start("resume", run.toString());
    }
    assertEquals(0, driver.end(), driver::output);
    assertLikeWhole(run);
  }

  /** Five and three at an epoch, then the best two of both levels at two. */
  @Test
  void aHalvedSearchWhoseDriverIsKilledEndsLikeOneThatWasNot() throws Exception {
    String halving = "--halving=halving(0.5,0.5,2,2)";
    Path undisturbed = directory.resolve("halved");
    assertEquals(
        0, run(search(halving, "--executor=threads", "--out=" + undisturbed)), err::toString);
    assertEquals(10, trials(undisturbed).size());
    Path killed = directory.resolve("halved-killed");
    CommandProcess driver = CommandProcess.start(search(halving, "--out=" + killed));
    driver.awaitTrials(7);
    driver.kill();
    driver = CommandProcess.start("resume", killed.toString());
    assertEquals(0, driver.end(), driver::output);
    assertEquals(trials(undisturbed), trials(killed));
    assertEquals(winner(undisturbed), winner(killed));
  }

  @Test
  void workersKilledAfterAnyTrialChangeNothing() throws Exception {
    Path run = directory.resolve("workers");
    SplittableRandom random = new SplittableRandom(2);
    CommandProcess driver = CommandProcess.start(search("--retries=9", "--out=" + run));
    for (int kills = 0; kills < 3; kills++) {
      driver.awaitTrials(random.nextInt(1, 3));
      List<ProcessHandle> workers = driver.workers();
      assertFalse(workers.isEmpty(), driver::output);
      workers.get(random.nextInt(workers.size())).destroyForcibly();
    }
    assertEquals(0, driver.end(), driver::output);
    assertLikeWhole(run);
  }

  @Test
  void aSecondSearchInADirectoryIsRefused() {
    assertEquals(2, run(search("--out=" + whole)));
    assertTrue(err.toString().contains("./pnas resume " + whole), err.toString());
  }

  @Test
  void aSearchWithOtherSettingsDoesNotGoOnWithAStudy() {
    assertEquals(1, run(search("--resume", "--seed=5", "--out=" + whole)));
    assertTrue(err.toString().contains("holds a search with"), err.toString());
  }

  @Test
  void resumeAndShowSayWhatIsNoRun() {
    assertEquals(1, run("resume", directory.resolve("none").toString()));
    assertTrue(err.toString().contains("no config.json"), err.toString());
    assertEquals(1, run("show", directory.resolve("none").toString()));
    assertTrue(err.toString().contains("does not exist"), err.toString());
  }

  @Test
  void showPrintsTheLeaderboardAsTextTableAndJson() throws IOException {
    Trial<Cell> best = null;
    for (Trial<Cell> trial : study(whole).ordered()) {
      best =
          best == null || Objective.ACCURACY.value(trial) > Objective.ACCURACY.value(best)
              ? trial
              : best;
    }
    assertEquals(0, run("show", whole.toString()));
    assertTrue(out.toString().contains("level 1: 5 of 5 trials ended, 0 failed"), out.toString());
    String first =
        out.toString().lines().filter(line -> line.startsWith("   1 ")).findFirst().get();
    assertTrue(first.endsWith(best.architecture().toString()), first);

    out.getBuffer().setLength(0);
    assertEquals(0, run("show", "--csv", whole.toString()));
    assertEquals(Files.readString(whole.resolve("trials.csv")), out.toString());

    out.getBuffer().setLength(0);
    assertEquals(0, run("show", "--json", whole.toString()));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(TRIALS, json.get("trials").size());
    assertEquals(2, json.get("trials").get(0).get("epochAccuracies").size());
    assertEquals(1, json.get("trials").get(0).get("attempt").asInt());
    assertTrue(json.get("driver").isNull());
  }

  @Test
  void timesAreReadAsPeopleWriteThem() {
    assertEquals(2, run(search("--max-time=soon")));
    assertTrue(err.toString().contains("'soon' is no time above 0"), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
    assertEquals(9_000, DurationText.parse("2h30m").toSeconds());
    assertEquals(3 * 86_400 + 5, DurationText.parse("3d5s").toSeconds());
  }
}
