package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tribuopnas.execution.WithoutSpark;
import io.github.tribuopnas.search.MemoryTrialStore;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.TableSearch.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills searches with SIGKILL after a random number of evaluations and goes on with them, as often
 * as {@code -Dpnas.kills} says, 20 times by default.
 */
@Tag("slow")
class KillLoopTest {

  private static final int KILLS = Integer.getInteger("pnas.kills", 20);
  private static final List<Objective> ACCURACY = List.of(Objective.ACCURACY);

  /** A search has a little more trials than this, so that some lives see its end. */
  private static final int MOST_EVALUATIONS = 40;

  @TempDir Path directory;

  private final SplittableRandom random = new SplittableRandom(1);
  private int kills;

  @ParameterizedTest
  @EnumSource
  void aSearchKilledAtAnyInstantEndsLikeOneThatWasNot(Kind kind) throws Exception {
    int enough = kind == Kind.PROGRESSIVE ? KILLS : KILLS / 4;
    for (long seed = 1; kills < enough; seed++) {
      assertEndsLikeWhole(kind, directory.resolve(kind + "-" + seed + ".db"), seed);
    }
  }

  /** Its file was written by the release before version 2, and killed in the first level. */
  @Test
  void aSearchOfVersionOneKilledAtAnyInstantEndsLikeOneThatWasNot() throws Exception {
    for (int number = 1; kills < KILLS / 4; number++) {
      Path file = directory.resolve("version-1-" + number + ".db");
      try (InputStream resource = getClass().getResourceAsStream("table-search-version-1.db")) {
        Files.copy(resource, file);
      }
      assertEquals(17, ended(file).size());
      assertEndsLikeWhole(Kind.PROGRESSIVE, file, 1);
    }
  }

  private void assertEndsLikeWhole(Kind kind, Path file, long seed) throws Exception {
    SearchResult<Cell> whole = TableSearch.run(kind, new MemoryTrialStore<>(), seed, key -> {});
    Path log = Path.of(file + "-log");
    Set<String> ended = ended(file);
    int endedBefore = ended.size();
    int killsBefore = kills;
    int logged = 0;
    boolean done = false;
    while (!done) {
      done = lives(kind, file, log, seed);
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      for (String key : lines.subList(logged, lines.size())) {
        assertTrue(!ended.contains(key), key + " was evaluated though it had ended");
      }
      logged = lines.size();
      ended = ended(file);
    }
    List<Trial<Cell>> trials = Study.read(file, Studies.SPACE).ordered();
    assertEquals(whole.trials(), trials);
    assertEquals(
        whole.best(ACCURACY),
        new SearchResult<>(trials, whole.earlyEnd(), List.of()).best(ACCURACY));
    assertTrue(
        logged <= trials.size() - endedBefore + kills - killsBefore,
        "each kill costs one evaluation at most");
  }

  /** A limit of the size of files, as good as a full disk, which a test cannot make. */
  @Test
  void aFullDiskStopsTheSearchAndTheStoreStillOpens() throws Exception {
    Path limiter = Path.of("/usr/bin/prlimit");
    assumeTrue(Files.isExecutable(limiter));
    SearchResult<Cell> whole =
        TableSearch.run(Kind.PROGRESSIVE, new MemoryTrialStore<>(), 1, key -> {});
    Path file = directory.resolve("full.db");
    Path log = directory.resolve("full-log");
    List<String> command = new ArrayList<>(command(Kind.PROGRESSIVE, file, log, 1));
    command.add(Integer.toString(2));
    Process search = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader told = search.inputReader(StandardCharsets.UTF_8);
    awaitEvaluations(told, 2);
    Process limit =
        new ProcessBuilder(limiter.toString(), "--pid=" + search.pid(), "--fsize=1").start();
    assertEquals(0, limit.waitFor());
    search.getOutputStream().close();
    String output = told.lines().collect(Collectors.joining("\n"));
    assertEquals(1, search.waitFor(), output);
    assertTrue(output.contains("has room"), output);
    List<Trial<Cell>> kept = Study.read(file, Studies.SPACE).ordered();
    assertFalse(kept.isEmpty());
    assertTrue(whole.trials().containsAll(kept));
    kills = KILLS;
    assertTrue(lives(Kind.PROGRESSIVE, file, log, 1));
    assertEquals(whole.trials(), Study.read(file, Studies.SPACE).ordered());
  }

  /** Reads on until a search has told that so many evaluations began, or ended. */
  private static void awaitEvaluations(BufferedReader told, int count) throws IOException {
    int begun = -1;
    while (begun < count && told.readLine() != null) {
      begun++;
    }
  }

  /** Runs the search for a random number of evaluations; returns whether it came to its end. */
  private boolean lives(Kind kind, Path file, Path log, long seed)
      throws IOException, InterruptedException {
    Process search =
        new ProcessBuilder(command(kind, file, log, seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader told = search.inputReader(StandardCharsets.UTF_8);
    awaitEvaluations(told, kills < KILLS ? random.nextInt(MOST_EVALUATIONS) : Integer.MAX_VALUE);
    if (search.isAlive() && kills < KILLS) {
      search.destroyForcibly();
      kills++;
    }
    int status = search.waitFor();
    assertTrue(status == 0 || status == 137, "it ended with status " + status);
    return status == 0;
  }

  private static List<String> command(Kind kind, Path file, Path log, long seed) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        WithoutSpark.classPath(),
        TableSearch.class.getName(),
        file.toString(),
        log.toString(),
        Long.toString(seed),
        kind.name());
  }

  private static Set<String> ended(Path file) {
    try {
      return Study.read(file, Studies.SPACE).trials().stream()
          .map(trial -> TableSearch.line(trial.key()))
          .collect(Collectors.toSet());
    } catch (TrialStoreException e) {
      assertTrue(e.getMessage().contains("no search was begun there"), e.getMessage());
      return Set.of();
    }
  }
}
