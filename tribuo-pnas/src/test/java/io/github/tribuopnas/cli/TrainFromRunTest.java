package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.WinnerTraining;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.plan.Plan;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.store.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that take their settings from a search. */
@Tag("slow")
class TrainFromRunTest {

  @TempDir static Path directory;

  private static Path search;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** In the direct layout, so that nothing is as it is without being told. */
  @BeforeAll
  static void search() {
    search = directory.resolve("search");
    TrainFromRunTest test = new TrainFromRunTest();
    int code =
        test.run(
            "search",
            "--executor=threads",
            "--operations=conv1x1,conv3x3,identity",
            "--blocks=1",
            "--first-level=4",
            "--epochs=1",
            "--filters=4",
            "--layout=direct",
            "--concat=unused",
            "--batch=20",
            "--override=weight-decay=0.001",
            "--final-override=dropout=0.25",
            "--final-threads=2",
            "--flip=on",
            "--final-epochs=2",
            "--final-validation=0",
            "--final-filters=6",
            "--train-limit=200",
            "--seed=3",
            "--out=" + search);
    assertEquals(0, code, test.err::toString);
  }

  private static NetworkSpec network(Cell cell, int filters) {
    return Setting.PROXY
        .of(cell)
        .optRepeats(1)
        .optFilters(filters)
        .optStemMultiplier(1)
        .optLayout(Layout.DIRECT)
        .optImage(new ImageShape(8, 8, 1))
        .build();
  }

  private static long parameters(Cell cell, int filters) {
    return NetworkSummary.of(network(cell, filters)).parameters();
  }

  private static JsonNode result(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile());
  }

  @Test
  void theWinnerOfTheSearchHasTheFinalSize() throws IOException {
    JsonNode result = result(search);
    Cell winner = Cell.parse(result.get("cell").asText());
    assertEquals(parameters(winner, 6), result.get("parameters").asLong());
  }

  @Test
  void allSettingsAreThoseOfTheFinalTraining() throws IOException {
    Path again = directory.resolve("again");
    assertEquals(0, run("train", "--from", search.toString(), "--out=" + again), err::toString);
    JsonNode first = result(search);
    JsonNode result = result(again);
    assertEquals(first.get("cell"), result.get("cell"));
    assertEquals(first.get("parameters"), result.get("parameters"));
    assertEquals(3, result.get("seed").asInt());
    JsonNode recipe = result.get("recipe");
    assertEquals("2", recipe.get("epochs").asText());
    assertEquals("20", recipe.get("batch").asText());
    assertEquals("0.001", recipe.get("weight-decay").asText());
    assertEquals("0.25", recipe.get("dropout").asText());
    assertEquals("crop(1)+flip", recipe.get("augmentations").asText());
    assertEquals(first.at("/model/networks/0/recipe"), recipe);
    assertEquals("2", RunDescription.read(again).settings().get("threads"));
    assertTrue(out.toString().contains("on 200 images for 2 epochs"), out.toString());
    assertTrue(result.get("validationAccuracy").isNull(), "nothing is held out");
  }

  /** Pictures of several sizes could not be read otherwise. */
  @Test
  void imagesHaveTheSizeThatTheSearchChose() throws IOException {
    WinnerTraining training = WinnerTraining.read(search, OptionalInt.empty());
    assertTrue(training.words(Set.of(), Set.of()).contains("--image=8x8x1"));
    for (String given : List.of("--image", "--data")) {
      assertFalse(training.words(Set.of(), Set.of(given)).contains("--image=8x8x1"), given);
    }
  }

  /** Such a cell has been delivered in the direct layout, whatever that of the search was. */
  @Test
  void aWinnerThatTheSearchHasNotTriedIsMadeByHand() throws IOException {
    Path contended = Files.createDirectory(directory.resolve("contended"));
    for (String name : List.of(SearchRun.STUDY, "config.json", "result.json")) {
      Files.copy(search.resolve(name), contended.resolve(name));
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode configuration =
        (ObjectNode) json.readTree(contended.resolve("config.json").toFile());
    ((ObjectNode) configuration.get("options")).putArray("--layout").add("paper");
    json.writeValue(contended.resolve("config.json").toFile(), configuration);
    ObjectNode result = (ObjectNode) result(contended);
    result.put("cell", KnownCells.find("resnet").toString());
    ((ObjectNode) result.at("/model/networks/0/recipe")).put("balance", "weights");
    json.writeValue(contended.resolve("result.json").toFile(), result);
    Path again = directory.resolve("byHand");
    assertEquals(
        0, run("train", "--from=" + contended, "--epochs=1", "--out=" + again), err::toString);
    assertEquals(
        parameters(KnownCells.find("resnet"), 6), result(again).get("parameters").asLong());
    assertEquals("weights", result(again).get("recipe").get("balance").asText(), "as decided");
  }

  /** The plan sets what the command did not. */
  @Test
  void thePlanOfTheSearchCounts() throws IOException {
    Path planned = Files.createDirectory(directory.resolve("planned"));
    for (String name : List.of(SearchRun.STUDY, "config.json", "result.json")) {
      Files.copy(search.resolve(name), planned.resolve(name));
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode configuration = (ObjectNode) json.readTree(planned.resolve("config.json").toFile());
    ObjectNode options = (ObjectNode) configuration.get("options");
    options.remove(List.of("--filters", "--final-filters", "--batch", "--final-epochs"));
    json.writeValue(planned.resolve("config.json").toFile(), configuration);
    Cell winner = Cell.parse(result(planned).get("cell").asText());
    new Plan(
            1,
            60,
            Map.of("--filters", "16", "--final-repeats", "2", "--batch", "64"),
            null,
            0.01,
            1,
            30,
            25,
            5,
            Map.of(winner.toString(), 1),
            Map.of())
        .write(planned.resolve(Plan.FILE));
    Path again = directory.resolve("plannedAgain");
    assertEquals(0, run("train", "--from=" + planned, "--out=" + again), err::toString);
    JsonNode result = result(again);
    NetworkSpec expected =
        Setting.PROXY
            .of(winner)
            .optRepeats(2)
            .optFilters(16)
            .optStemMultiplier(1)
            .optLayout(Layout.DIRECT)
            .optImage(new ImageShape(8, 8, 1))
            .build();
    assertEquals(NetworkSummary.of(expected).parameters(), result.get("parameters").asLong());
    assertEquals("64", result.get("recipe").get("batch").asText());
    assertEquals("1", result.get("recipe").get("epochs").asText());
  }

  @Test
  void optionsChangeTheSettingsAndARankTheCell() throws IOException {
    List<Cell> ranked =
        Ranking.of(
                Study.read(search.resolve(SearchRun.STUDY), SearchRun.space()).ordered(),
                List.of(Objective.ACCURACY))
            .stream()
            .map(trial -> trial.architecture())
            .toList();
    Path changed = directory.resolve("changed");
    assertEquals(
        0,
        run(
            "train",
            "--from=" + search,
            "--trial=3",
            "--epochs=1",
            "--filters=8",
            "--override=dropout=0.5",
            "--validation=0.2",
            "--quiet",
            "--json",
            "--out=" + changed),
        err::toString);
    JsonNode result = result(changed);
    assertEquals(ranked.get(2), Cell.parse(result.get("cell").asText()));
    assertEquals(parameters(ranked.get(2), 8), result.get("parameters").asLong());
    assertEquals("1", result.get("recipe").get("epochs").asText());
    assertEquals("0.5", result.get("recipe").get("dropout").asText());
    assertEquals("0.001", result.get("recipe").get("weight-decay").asText());
    assertTrue(result.get("validationAccuracy").isDouble());
    assertTrue(out.toString().startsWith("{"), out.toString());
  }

  @Test
  void anotherRecipeByNameReplacesThatOfTheSearch() throws IOException {
    Path other = directory.resolve("other");
    assertEquals(
        0,
        run("train", "--from=" + search, "--recipe=search", "--epochs=1", "--out=" + other),
        err::toString);
    JsonNode recipe = result(other).get("recipe");
    assertEquals("128", recipe.get("batch").asText());
    assertEquals("0.0", recipe.get("dropout").asText());
  }

  @Test
  void whatIsNoPlaceInASearchIsRefused() {
    assertEquals(2, run("train", "--trial=1", "--cell=resnet"));
    assertTrue(err.toString().contains("--from RUN"), err.toString());
    assertEquals(1, run("train", "--from=" + search, "--trial=5"));
    assertTrue(
        err.toString().contains("trial is 5; allowed are numbers from 1 to 4"), err.toString());
    assertEquals(1, run("train", "--from=" + directory.resolve("nothing")));
    assertTrue(err.toString().contains("no directory of a search"), err.toString());
  }
}
