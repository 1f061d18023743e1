package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that take over what others trained. */
@Tag("slow")
class ReuseTest {

  private static final List<String> SEARCH =
      List.of(
          "search",
          "--operations=sep3x3,max3x3,identity",
          "--inputs=p",
          "--blocks=1",
          "--filters=4",
          "--epochs=1",
          "--final-epochs=1");

  private static final String IMAGES = "--train-limit=300";

  @TempDir static Path directory;

  private static Path first;

  private final StringWriter out = new StringWriter();

  @BeforeAll
  static void search() {
    first = directory.resolve("first");
    new ReuseTest().search(IMAGES, "--executor=threads", "--max-trials=4", "--out=" + first);
    assertEquals(4, trials(first).size());
  }

  private int run(Stream<String> words) {
    PrintWriter writer = new PrintWriter(out, true);
    return Pnas.run(writer, writer, words.toArray(String[]::new));
  }

  private void search(String... more) {
    search(SEARCH, more);
  }

  private void search(List<String> words, String... more) {
    assertEquals(0, run(Stream.concat(words.stream(), Stream.of(more))), out::toString);
  }

  private static Map<Cell, Trial<Cell>> trials(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space()).trials().stream()
        .collect(Collectors.toMap(Trial::architecture, Function.identity()));
  }

  private static void assertTaken(Path source, Map<Cell, Trial<Cell>> from, Trial<Cell> trial) {
    assertEquals("taken from " + source, trial.run().worker());
    Trial<Cell> answer = from.get(trial.architecture());
    assertEquals(Objective.ACCURACY.value(answer), Objective.ACCURACY.value(trial));
    assertEquals(answer.run().epochAccuracies(), trial.run().epochAccuracies());
    assertEquals(answer.run().device(), trial.run().device());
  }

  /** Whatever were trained would fail, since no worker can do with so little memory. */
  @Test
  void whatAnotherRunKnowsIsNotTrainedAgain() throws IOException {
    Path run = directory.resolve("known");
    search(
        IMAGES, "--reuse=" + first, "--max-trials=4", "--memory=1M", "--retries=0", "--out=" + run);
    assertTrue(out.toString().contains(first + ": 4 answers can be taken over"), out::toString);
    assertEquals(trials(first).keySet(), trials(run).keySet());
    trials(run).values().forEach(trial -> assertTaken(first, trials(first), trial));
    assertFalse(Files.exists(run.resolve("worker-1.log")), "no worker was started");
  }

  @Test
  void theRestIsTrainedAndASearchThatGoesOnDoesWithoutARunThatIsGone() throws IOException {
    Path source = directory.resolve("source");
    copy(first, source);
    Path run = directory.resolve("partly");
    search(IMAGES, "--executor=threads", "--reuse=" + source, "--max-trials=5", "--out=" + run);
    Map<Boolean, List<Trial<Cell>>> parts =
        trials(run).values().stream()
            .collect(Collectors.partitioningBy(t -> trials(first).containsKey(t.architecture())));
    assertEquals(4, parts.get(true).size());
    parts.get(true).forEach(trial -> assertTaken(source, trials(first), trial));
    assertEquals(1, parts.get(false).size());
    assertTrue(parts.get(false).get(0).run().worker().startsWith("pnas-worker-"));

    delete(source);
    assertEquals(0, run(Stream.of("resume", run.toString(), "--max-trials=0")), out::toString);
    assertTrue(out.toString().contains(source + " is gone"), out::toString);
    Path whole = directory.resolve("whole");
    search(IMAGES, "--executor=threads", "--out=" + whole);
    assertEquals(accuracies(whole), accuracies(run));
  }

  private static Map<Cell, Double> accuracies(Path run) {
    return trials(run).values().stream()
        .collect(Collectors.toMap(Trial::architecture, Objective.ACCURACY::value));
  }

  @Test
  void nothingOfAnotherSeedRecipeOrImagesIsTaken() {
    assertNothingIsTaken("data or split, seed", IMAGES, "--seed=5");
    assertNothingIsTaken("recipe", IMAGES, "--override=weight-decay=0.001");
    assertNothingIsTaken("data or split", "--train-limit=290");
  }

  private void assertNothingIsTaken(String difference, String... other) {
    Path run = directory.resolve("other " + difference);
    String[] more = {"--executor=threads", "--reuse=" + first, "--max-trials=2", "--out=" + run};
    search(Stream.of(other, more).flatMap(Stream::of).toArray(String[]::new));
    assertTrue(
        out.toString().contains(first + ": nothing can be taken over, of another " + difference),
        out::toString);
    assertEquals(2, trials(run).size());
    for (Trial<Cell> trial : trials(run).values()) {
      assertTrue(trial.run().worker().startsWith("pnas-worker-"), trial.run().worker());
    }
  }

  /**
   * Of a search that was halved and left out a level, the first rungs are taken over without their
   * checkpoints, so that what goes on from them is trained from the first epoch.
   */
  @Test
  void aHalvedSearchThatLeavesALevelOutTakesOverRungsAndEndsTheSame() throws IOException {
    List<String> halved =
        List.of(
            "search",
            "--operations=max3x3,identity",
            "--blocks=3",
            "--levels=1,3",
            "--first-level=3",
            "--beam=2",
            "--filters=4",
            "--epochs=4",
            "--halving=halving(0.25,0.5,2,1)",
            "--final-epochs=1",
            "--executor=threads",
            IMAGES);
    Path whole = directory.resolve("halved");
    search(halved, "--out=" + whole);
    Path part = directory.resolve("halved-part");
    search(halved, "--max-trials=4", "--out=" + part);
    Path rest = directory.resolve("halved-rest");
    search(halved, "--reuse=" + part, "--out=" + rest);
    assertEquals(learned(whole), learned(rest));
    List<Trial<Cell>> taken =
        study(rest).filter(trial -> trial.run().worker().equals("taken from " + part)).toList();
    assertEquals(4, taken.size());
    assertTrue(
        taken.stream().anyMatch(trial -> trial.proposal().fidelity().fraction() > 0.25),
        "a second rung is among them");
    assertEquals(
        Files.readString(whole.resolve("result.json")).lines().filter(ReuseTest::isCell).toList(),
        Files.readString(rest.resolve("result.json")).lines().filter(ReuseTest::isCell).toList());
  }

  private static boolean isCell(String line) {
    return line.contains("\"cell\"");
  }

  private static Stream<Trial<Cell>> study(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space()).ordered().stream();
  }

  private static List<String> learned(Path run) {
    return study(run)
        .map(
            trial ->
                trial.key() + " " + trial.run().epochAccuracies() + " " + trial.run().epochLosses())
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
