package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.FinalPlan;
import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.RunReport;
import io.github.tribuopnas.cli.run.ShellWords;
import io.github.tribuopnas.cli.run.StudyTrials;
import io.github.tribuopnas.cli.run.TrialTable;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.evaluation.LabeledPicture;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialContext;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.store.SqliteTrialStore;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.ViewChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RunReportTest {

  private static final Cell FIRST = Cell.parse("pp:sep3x3+p:identity");
  private static final Cell SECOND = Cell.parse("pp:sep3x3+p:identity,1:sep3x3+p:max3x3");

  private static final List<Trial<Cell>> TRIALS =
      List.of(
          Trial.complete(
              Proposal.unpredicted(FIRST, 1),
              Metrics.NONE
                  .with(Metrics.ACCURACY, 0.9)
                  .with(Metrics.SECONDS, 1.5)
                  .with(Metrics.ELAPSED, 2.25)
                  .with(Metrics.PARAMETERS, 1234)
                  .with(Metrics.MULT_ADDS, 5678)),
          Trial.failed(
              Proposal.unpredicted(SECOND, 2).withPrediction(0.91, 0.01),
              "a \"quoted\", reason",
              Metrics.NONE));

  private static final ModelCard CARD =
      new ModelCard(
          "digits",
          List.of(
              new ModelCard.Section("Data", Map.of("Source", "a|b"), List.of("<none> of *it*"))));

  @TempDir Path run;

  private static RunDescription description() {
    return new RunDescription(
        "digits <1>",
        Map.of("seed", "1"),
        Map.of("Java", "17"),
        "./pnas search",
        List.of(),
        null,
        null,
        null);
  }

  @Test
  void trialsComeBackFromTheirTable() throws IOException {
    Path file = Files.write(run.resolve("trials.csv"), TrialTable.csv(TRIALS));
    assertEquals(TRIALS, new TrialTable().read(file));
  }

  @Test
  void fidelitiesParentsAndFurtherMetricsComeBackFromTheirTable() throws IOException {
    Proposal<Cell> third =
        TRIALS.get(1).proposal().withFidelity(new Fidelity(1.0 / 3)).withParent(FIRST);
    List<Trial<Cell>> trials =
        List.of(TRIALS.get(0), Trial.complete(third, Metrics.NONE.with("loss", 1.25)));
    byte[] table = TrialTable.csv(trials);
    assertEquals(trials, new TrialTable().read(Files.write(run.resolve("trials.csv"), table)));
    assertEquals(
        "cell,blocks,level,fidelity,parent,predicted,standardDeviation,accuracy,seconds,elapsed,"
            + "parameters,multAdds,loss,status,reason",
        new String(table).lines().findFirst().orElseThrow());
  }

  @Test
  void aTableOfBeforeThereWereFidelitiesIsRead() throws IOException {
    String old =
        """
        cell,blocks,level,predicted,spread,accuracy,seconds,elapsed,parameters,multAdds,status,reason
        pp:sep3x3+p:identity,1,1,,,0.9,1.5,2.25,1234,5678,COMPLETE,
        "pp:sep3x3+p:identity,1:sep3x3+p:max3x3",2,2,0.91,0.01,,,,,,FAILED,"a ""quoted"", reason"
        """;
    assertEquals(TRIALS, new TrialTable().read(Files.writeString(run.resolve("trials.csv"), old)));
  }

  @Test
  void trialsComeFromTheStoreInTheOrderInWhichTheyWereAsked()
      throws IOException, InterruptedException {
    Path file = run.resolve("study.db");
    CellSpace space = CellSpace.builder().setBlocks(2).build();
    try (SqliteTrialStore<Cell> store =
        SqliteTrialStore.<Cell>builder()
            .setFile(file)
            .setSpace(space)
            .setContext(new TrialContext("network", "recipe", "data", 1))
            .open()) {
      Cell third = Cell.parse("pp:max3x3+p:identity");
      store.startBatch(0, List.of(TRIALS.get(0).proposal(), Proposal.unpredicted(third, 1)));
      Trial<Cell> other =
          Trial.complete(Proposal.unpredicted(third, 1), Metrics.NONE.with(Metrics.ACCURACY, 0.5));
      store.append(other);
      assertEquals(List.of(other), new StudyTrials().read(file), "one is still being trained");
      store.append(TRIALS.get(0));
      assertEquals(List.of(TRIALS.get(0), other), new StudyTrials().read(file));
    }
    Files.write(run.resolve("trials.csv"), TrialTable.csv(TRIALS));
    StringWriter out = new StringWriter();
    assertEquals(0, Pnas.run(new PrintWriter(out), new PrintWriter(out), "report", run.toString()));
    String page = Files.readString(run.resolve(RunReport.PAGE));
    assertTrue(page.contains("pp:max3x3+p:identity") || page.contains("p:identity+pp:max3x3"));
  }

  /** A finished search was told to be gone on with. */
  @Test
  void whatAFinishedSearchGaveIsShown() throws IOException, InterruptedException {
    CellSpace space = CellSpace.builder().setBlocks(2).build();
    try (SqliteTrialStore<Cell> store =
        SqliteTrialStore.<Cell>builder()
            .setFile(run.resolve("study.db"))
            .setSpace(space)
            .setContext(new TrialContext("network", "recipe", "data", 1))
            .open()) {
      store.startBatch(0, List.of(TRIALS.get(0).proposal()));
      store.append(TRIALS.get(0));
    }
    assertTrue(shown().startsWith("not running; go on with ./pnas resume "));
    Files.writeString(
        run.resolve("result.json"), "{\"test\": {\"accuracy\": 0.75, \"accuracyError\": 0.125}}");
    Files.writeString(run.resolve("winner.onnx"), "a model");
    String shown = shown();
    assertTrue(shown.startsWith("finished; its files are in " + run), shown);
    assertTrue(shown.contains("0.7500 ± 0.1250"), shown);
    assertTrue(shown.contains(run.resolve("winner.onnx").toString()), shown);
    assertFalse(shown.contains("winner.tribuo"), shown);
  }

  private String shown() {
    StringWriter out = new StringWriter();
    assertEquals(0, Pnas.run(new PrintWriter(out), new PrintWriter(out), "show", run.toString()));
    return out.toString();
  }

  @Test
  void aFaultyLineOfTheTableIsNamed() throws IOException {
    String table = new String(TrialTable.csv(TRIALS)).replace(",,,0.9", ",,,nine");
    Path file = Files.writeString(run.resolve("trials.csv"), table);
    IOException e = assertThrows(IOException.class, () -> new TrialTable().read(file));
    assertTrue(e.getMessage().contains("trials.csv, line 2"), e.getMessage());
  }

  @Test
  void theCommandWritesThePageThatTheSearchLeft() throws IOException {
    RunReport report = new RunReport(run, description());
    report.batchStarted(1, List.of(TRIALS.get(0).proposal()));
    String running = Files.readString(run.resolve(RunReport.PAGE));
    assertTrue(running.contains("Level 1 is being trained"), running);
    report.trialFinished(TRIALS.get(0));
    String fresh = Files.readString(run.resolve(RunReport.PAGE));
    assertTrue(fresh.contains("1 of 1 cell done"), "a page a level was 22 minutes old");
    report.batchFinished(1, TRIALS.subList(0, 1));
    report.batchFinished(2, TRIALS.subList(1, 2));
    Finalist finalist =
        new Finalist(
            Finalist.SEARCH,
            Setting.PROXY.of(TRIALS.get(0).architecture()).build(),
            Recipe.builder().optEpochs(2).build(),
            1);
    report.finalTrainingStarted(new FinalPlan(List.of(finalist), 1, ViewChoice.PLAIN, 0, 0, 1, 1));
    assertTrue(Files.readString(run.resolve(RunReport.PAGE)).contains("for 2 epochs"));
    report.finalEpochFinished(finalist, 1, 2, 2.5);
    report.finalEpochFinished(finalist, 2, 2, 1.25);
    report.finish(
        Evaluation.ofCounts("test", List.of("a", "b"), List.of(List.of(3, 0), List.of(1, 0)))
            .withMistakes(List.of(new LabeledPicture("b", "a", 0.9, "AAAA"))),
        CARD,
        Delivery.NONE);
    Files.write(run.resolve("trials.csv"), TrialTable.csv(TRIALS));
    String page = Files.readString(run.resolve(RunReport.PAGE));
    assertTrue(page.contains("digits &lt;1&gt;") && page.contains("1.2500"));
    assertTrue(page.contains("&lt;none&gt; of *it*"), "the card");
    assertEquals(
        """
        # digits

        ## Data

        | | |
        |---|---|
        | Source | a\\|b |

        \\<none\\> of \\*it\\*
        """,
        Files.readString(run.resolve(RunReport.CARD)));
    Files.delete(run.resolve(RunReport.PAGE));
    StringWriter out = new StringWriter();
    assertEquals(
        0,
        Pnas.run(new PrintWriter(out), new PrintWriter(out), "report", run.toString()),
        out::toString);
    assertEquals(page, Files.readString(run.resolve(RunReport.PAGE)));
  }

  @Test
  void aDirectoryWithoutARunIsRefused() throws IOException {
    assertRefused("has none of study.db, trials.csv", run);
    assertRefused("no run directory", run.resolve("none"));
    Files.writeString(run.resolve(RunDescription.FILE), "{\"title\": 1, \"bogus\": 2}");
    assertRefused("is no description of a run", run);
  }

  private static void assertRefused(String part, Path directory) {
    StringWriter err = new StringWriter();
    int code = Pnas.run(new PrintWriter(err), new PrintWriter(err), "report", directory.toString());
    assertEquals(1, code);
    assertTrue(err.toString().contains(part), err.toString());
  }

  @Test
  void aRunIsDescribedByAllItsOptionsAndItsOwnLine() throws IOException {
    CommandLine pnas = Pnas.commandLine();
    pnas.parseArgs("search", "--beam", "3", "--operations", "sep3x3,identity", "--concat=unused");
    RunDescription description =
        RunDescription.of("digits", pnas.getSubcommands().get("search").getCommandSpec());
    assertEquals("3", description.settings().get("beam"));
    assertEquals("sep3x3,identity", description.settings().get("operations"));
    assertEquals("12345", description.settings().get("seed"), "defaults too");
    assertEquals(
        "./pnas search --beam 3 --operations sep3x3,identity --concat=unused",
        description.command());
    assertEquals("4.3.2", description.versions().get("Tribuo"));
    Files.write(run.resolve(RunDescription.FILE), description.json());
    assertEquals(description, RunDescription.read(run));
    CommandLine again = Pnas.commandLine();
    again.parseArgs("search", "--beam", "4");
    assertEquals(
        description,
        RunDescription.in(run, "digits", again.getSubcommands().get("search").getCommandSpec()),
        "a run that is gone on with is described by the line that began it");
    String page = description.report().optTrials(TRIALS).build().html();
    assertTrue(page.contains("concatenation: 1"), "drawn as the setting says");
  }

  /** As version 0.1 wrote it. */
  @Test
  void anEvaluationOfAnEarlierReleaseIsRead() throws IOException {
    Files.writeString(
        run.resolve(RunDescription.FILE),
        """
        {"title": "digits", "settings": {}, "versions": {}, "command": "./pnas search",
         "curves": [], "evaluation": {"images": "test", "accuracy": 0.75, "balancedAccuracy": 0.5,
          "labels": ["a", "b"], "counts": [[3, 0], [1, 0]], "mistakes": []}}
        """);
    Evaluation evaluation = RunDescription.read(run).evaluation();
    assertEquals(
        Evaluation.ofCounts("test", List.of("a", "b"), List.of(List.of(3, 0), List.of(1, 0))),
        evaluation);
    assertEquals(0.75, evaluation.metrics().accuracy());
    assertEquals(0.5, evaluation.metrics().balancedAccuracy());
  }

  @Test
  void aShellReadsTheCommandBack() {
    assertEquals(
        "search --data 'my images' 'it'\\''s' ''",
        ShellWords.quoted(List.of("search", "--data", "my images", "it's", "")));
  }
}
