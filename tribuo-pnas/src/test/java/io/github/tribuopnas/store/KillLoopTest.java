package io.github.tribuopnas.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tribuopnas.search.MemoryTrialStore;
import io.github.tribuopnas.search.SearchResult;
import io.github.tribuopnas.search.TrialStoreException;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills searches with SIGKILL at random instants and goes on with them, as often as {@code
 * -Dpnas.kills} says, 20 times by default.
 */
class KillLoopTest {

  private static final int KILLS = Integer.getInteger("pnas.kills", 20);
  private static final List<Objective> ACCURACY = List.of(Objective.ACCURACY);
  private static final int LONGEST_LIFE_MILLIS = 700;

  @TempDir Path directory;

  private final Random random = new Random();
  private int kills;

  @Test
  void aSearchKilledAtAnyInstantEndsLikeOneThatWasNot() throws Exception {
    for (long seed = 1; kills < KILLS; seed++) {
      SearchResult<Cell> whole = TableSearch.run(new MemoryTrialStore<>(), seed, cell -> {});
      Path file = directory.resolve("study-" + seed + ".db");
      Path log = directory.resolve("log-" + seed);
      Set<Cell> ended = Set.of();
      int logged = 0;
      boolean done = false;
      while (!done) {
        done = lives(file, log, seed);
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        for (String cell : lines.subList(logged, lines.size())) {
          assertTrue(
              !ended.contains(Cell.parse(cell)), cell + " was evaluated though it had ended");
        }
        logged = lines.size();
        ended = ended(file);
      }
      List<Trial<Cell>> trials = Study.read(file, Studies.SPACE).ordered();
      assertEquals(whole.trials(), trials);
      assertEquals(
          whole.best(ACCURACY),
          new SearchResult<>(trials, whole.earlyEnd(), List.of()).best(ACCURACY));
      assertTrue(logged <= trials.size() + kills, "each kill costs one evaluation at most");
    }
  }

  /** A limit of the size of files, as good as a full disk, which a test cannot make. */
  @Test
  void aFullDiskStopsTheSearchAndTheStoreStillOpens() throws Exception {
    Path limiter = Path.of("/usr/bin/prlimit");
    assumeTrue(Files.isExecutable(limiter));
    SearchResult<Cell> whole = TableSearch.run(new MemoryTrialStore<>(), 1, cell -> {});
    Path file = directory.resolve("full.db");
    Path log = directory.resolve("full-log");
    Process search = new ProcessBuilder(command(file, log, 1)).redirectErrorStream(true).start();
    while (ended(file).isEmpty()) {
      Thread.sleep(5);
    }
    Process limit =
        new ProcessBuilder(limiter.toString(), "--pid=" + search.pid(), "--fsize=1").start();
    assertEquals(0, limit.waitFor());
    String output = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, search.waitFor(), output);
    assertTrue(output.contains("has room"), output);
    List<Trial<Cell>> kept = Study.read(file, Studies.SPACE).ordered();
    assertFalse(kept.isEmpty());
    assertTrue(whole.trials().containsAll(kept));
    kills = KILLS;
    assertTrue(lives(file, log, 1));
    assertEquals(whole.trials(), Study.read(file, Studies.SPACE).ordered());
  }

  /** Runs the search for a random time; returns whether it came to its end. */
  private boolean lives(Path file, Path log, long seed) throws IOException, InterruptedException {
    Process search =
        new ProcessBuilder(command(file, log, seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals("started", new String(search.getInputStream().readNBytes(7)));
    if (kills < KILLS
        && !search.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)) {
      search.destroyForcibly();
      kills++;
    }
    int status = search.waitFor();
    assertTrue(status == 0 || status == 137, "it ended with status " + status);
    return status == 0;
  }

  private static List<String> command(Path file, Path log, long seed) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        TableSearch.class.getName(),
        file.toString(),
        log.toString(),
        Long.toString(seed));
  }

  private static Set<Cell> ended(Path file) {
    try {
      return Study.read(file, Studies.SPACE).trials().stream()
          .map(Trial::architecture)
          .collect(Collectors.toSet());
    } catch (TrialStoreException e) {
      assertTrue(e.getMessage().contains("no search was begun there"), e.getMessage());
      return Set.of();
    }
  }
}
