package io.github.tribuopnas.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.cost.LayerTimes;
import io.github.tribuopnas.cost.StepCost;
import io.github.tribuopnas.network.LayerUse;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans by a made-up machine on which a layer takes as long as its input is large. */
class PlannerTest {

  private static final ImageShape SHAPE = new ImageShape(32, 32, 3);
  private static final int IMAGES = 10_000;
  private static final int WORKERS = 2;
  private static final double SECONDS_OF_A_NUMBER = 2e-9;

  private static double seconds(LayerUse use, int batch) {
    return SECONDS_OF_A_NUMBER * batch * use.input().pixels();
  }

  private static Task task(TrainingOptions training) {
    return new Task(
        new SpaceOptions(),
        new EconomyOptions(),
        training,
        new FinalOptions(),
        IMAGES,
        SHAPE,
        10,
        WORKERS);
  }

  private static Task task(SpaceOptions space, EconomyOptions economy) {
    return new Task(
        space, economy, new TrainingOptions(), new FinalOptions(), IMAGES, SHAPE, 10, WORKERS);
  }

  private static TimeTable table() {
    return new TimeTable(
        new StepCost(new LayerTimes(Map.of(), PlannerTest::seconds), 64, 0.001, 1), 1, IMAGES);
  }

  private static Plan plan(double limit, TrainingOptions training) {
    return plan(limit, new Planner(task(training), table()));
  }

  private static Plan plan(double limit, Planner planner) {
    return planner.plan(limit, new TimeFrame(() -> 10_000_000_000L, 0, 2_000), 0);
  }

  private static int number(Plan plan, String option) {
    return Integer.parseInt(plan.options().get(option));
  }

  @Test
  void usesTheTimeAndGivesMostOfItToWhatIsDelivered() {
    for (double limit : new double[] {120, 240, 900, 3600}) {
      Plan plan = plan(limit, new TrainingOptions());
      double all = 10 + plan.searchSeconds() + plan.finalSeconds() + plan.endSeconds();
      assertEquals(0.99 * limit, all, 1e-6);
      assertTrue(plan.finalSeconds() >= all / 2, plan.toString());
    }
  }

  /** Two more trainings of half the steps each take as long as another one. */
  @Test
  void crossedValidationTakesItsPartOfTheTime() {
    Planner planner = new Planner(task(new TrainingOptions().withFilters(20)), table());
    TimeFrame frame = new TimeFrame(() -> 10_000_000_000L, 0, 0);
    Plan alone = planner.plan(120, frame, 0);
    Plan crossed = planner.plan(120, frame, 2);
    double all = 10 + crossed.searchSeconds() + crossed.finalSeconds() + crossed.endSeconds();
    assertEquals(0.99 * 120, all, 1e-6);
    assertEquals(2, crossed.endSeconds() - alone.endSeconds(), 1e-6);
    double epochs = number(alone, "--final-epochs");
    assertEquals(0.5 * epochs, number(crossed, "--final-epochs"), 0.05 * epochs);
  }

  /**
   * A race of four candidates that see every picture twelve times is the least that tells them
   * apart.
   */
  @Test
  void tooLittleTimeForARaceIsNotSearched() {
    Plan plan = plan(120, new TrainingOptions());
    assertEquals(1, number(plan, "--trials"));
    assertEquals(1, number(plan, "--epochs"));
    assertTrue(plan.options().get("--first-cells").startsWith("p:identity+p:conv3x3x2"));
    assertNull(plan.options().get("--halving"));
    assertEquals("none", plan.options().get("--contenders"));
    assertTrue(searched(120) < 0.02);
  }

  @Test
  void muchTimeIsSearchedUpToAQuarter() {
    assertTrue(searched(7200) > 0.2 && searched(7200) <= 0.25, "" + searched(7200));
    Plan plan = plan(7200, new TrainingOptions());
    assertTrue(number(plan, "--trials") >= 24);
    assertTrue(number(plan, "--epochs") >= 12 && number(plan, "--epochs") <= 24);
    assertEquals("resnet", plan.options().get("--contenders"));
  }

  private static double searched(double limit) {
    Plan plan = plan(limit, new TrainingOptions());
    return plan.searchSeconds() / (plan.searchSeconds() + plan.finalSeconds());
  }

  @Test
  void longerTimesTrainLargerNetworks() {
    Plan brief = plan(30, new TrainingOptions());
    assertEquals(2, number(brief, "--final-stem-stride"));
    assertEquals(16, number(brief, "--final-filters"));
    Plan longer = plan(7200, new TrainingOptions());
    assertEquals(1, number(longer, "--final-stem-stride"));
    assertEquals(2, number(brief, "--stem-stride"), "candidates are small where time is short");
    assertEquals(16, number(brief, "--filters"));
    assertTrue(number(longer, "--filters") <= number(longer, "--final-filters"));
    assertTrue(longer.stepSeconds() > brief.stepSeconds());
    assertTrue(number(longer, "--final-epochs") >= 20);
  }

  /** Two networks of half the cost each are worse than one, until they are large. */
  @Test
  void allThreadsTrainOneNetworkWhileItIsSmall() {
    Plan brief = plan(30, new TrainingOptions());
    assertEquals(1, number(brief, "--ensemble"));
    assertEquals(2, number(brief, "--final-threads"));
    Plan longer = plan(7200, new TrainingOptions());
    assertEquals(2, number(longer, "--ensemble"));
    assertEquals(1, number(longer, "--final-threads"));
    assertTrue(number(longer, "--final-repeats") >= 2);
  }

  /** The first cells see some 16 pixels a side. */
  @Test
  void theStrideOfTheStemFollowsThePictures() {
    assertEquals(1, NetworkSize.ladder(new ImageShape(8, 8, 1)).get(0).stemStride());
    assertEquals(1, NetworkSize.ladder(new ImageShape(16, 16, 1)).get(0).stemStride());
    assertEquals(2, NetworkSize.ladder(new ImageShape(28, 28, 1)).get(0).stemStride());
    assertEquals(2, NetworkSize.ladder(new ImageShape(32, 48, 3)).get(0).stemStride());
    assertEquals(4, NetworkSize.ladder(new ImageShape(64, 64, 3)).get(0).stemStride());
    assertEquals(4, NetworkSize.ladder(new ImageShape(128, 128, 3)).get(0).stemStride());
  }

  @Test
  void everyTimeIsSpentOnWholeTrainingsOfTheNetworkThatIsTrained() {
    Plan plan = plan(240, new TrainingOptions());
    TimeTable table = table();
    NetworkSpec network =
        new FinalOptions()
            .withUnset(plan.options())
            .network(
                new TrainingOptions()
                    .withUnset(plan.options())
                    .network(KnownCells.find("resnet"), SHAPE, 10));
    assertEquals(table.cost().seconds(network), plan.stepSeconds());
    double epoch = 156 * plan.stepSeconds();
    assertEquals(epoch, table.epoch(network, 0), 1e-9);
    assertTrue(number(plan, "--final-epochs") * epoch <= plan.finalSeconds());
  }

  @Test
  void cellsMadeByHandRaceFirstWhereTheSpaceHasThem() {
    assertEquals(
        "p:identity+p:conv3x3x2 p:conv1x1+p:conv3x3",
        plan(240, new TrainingOptions()).options().get("--first-cells"));
    Planner ofThePaper =
        new Planner(
            task(
                new SpaceOptions()
                    .withOperations(List.of(Operation.SEPARABLE_3X3, Operation.IDENTITY)),
                new EconomyOptions()),
            table());
    assertNull(plan(240, ofThePaper).options().get("--first-cells"));
    Planner ofTwoBlocks =
        new Planner(task(new SpaceOptions(), new EconomyOptions().withLevels("2")), table());
    assertNull(plan(240, ofTwoBlocks).options().get("--first-cells"));
  }

  @Test
  void whatWasSetIsKept() {
    TrainingOptions training = new TrainingOptions().withFilters(40);
    Plan plan = plan(240, training);
    assertEquals(
        40,
        training.withUnset(plan.options()).network(KnownCells.find("resnet"), SHAPE, 10).filters());
    assertNull(plan.options().get("--final-filters"), "final networks are as wide");
  }

  @Test
  void tooLittleTimeIsRefusedWithWhatIsNeeded() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> plan(15, new TrainingOptions()))
            .getMessage();
    assertTrue(message.startsWith("a time limit of 15s is too short for these images"), message);
    assertTrue(
        message.endsWith(
            "; 10s were over before anything could be trained, perhaps since other programs hold"
                + " the machine"),
        message);
    String least = message.replaceAll(".*the least is (\\w+);.*", "$1");
    double seconds = DurationText.parse(least).toSeconds();
    assertTrue(number(plan(seconds, new TrainingOptions()), "--final-epochs") >= 4, least);
  }

  /** Twice as slow is as half the time. */
  @Test
  void aSlowerMachineTrainsForFewerEpochs() {
    NetworkSpec network = task(new TrainingOptions()).references().get(0);
    Planner fast = new Planner(task(new TrainingOptions()), table());
    TimeTable twice = new TimeTable(table().cost(), 2, IMAGES);
    Planner slow = new Planner(task(new TrainingOptions()), twice);
    assertEquals(fast.finalEpochs(network, 50), slow.finalEpochs(network, 100));
  }

  @Test
  void isReadAsItWasWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve(Plan.FILE);
    Plan plan =
        plan(240, new TrainingOptions()).withFinalEpochs(1, Map.of("p:identity+p:identity", 7));
    plan.write(file);
    assertEquals(plan, Plan.read(file));
    assertTrue(plan.options().containsKey(Plan.MAX_TIME));
    assertTrue(!plan.withoutMaxTime().options().containsKey(Plan.MAX_TIME));
    Files.writeString(
        file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 9, \"more\" : 2"));
    assertTrue(
        assertThrows(IOException.class, () -> Plan.read(file))
            .getMessage()
            .endsWith("has version 9; this program reads version 1"));
    for (String text : List.of("null", "7", "[]", "{}", "{\"version\": 1}", "")) {
      Files.writeString(file, text);
      assertTrue(
          assertThrows(IOException.class, () -> Plan.read(file), text)
              .getMessage()
              .startsWith(file + " "),
          text);
    }
  }
}
