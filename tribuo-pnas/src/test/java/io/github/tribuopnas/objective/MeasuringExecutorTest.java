package io.github.tribuopnas.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringExecutorTest {

  private static final Cell SMALL = Cell.parse("p:identity+p:identity");
  private static final Cell LARGE = Cell.parse("p:sep5x5+pp:sep5x5");
  private static final NetworkSpec NETWORK =
      new TrainingOptions().network(SMALL, new ImageShape(8, 8, 1), 3);

  private final List<String> events = new ArrayList<>();
  private final List<Trial<Cell>> trials = new ArrayList<>();

  /** Gives every cell the same accuracy. */
  private final class Trainer implements TrialExecutor<Cell> {
    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      for (Proposal<Cell> proposal : batch) {
        events.add("train " + proposal.architecture());
        callback.finished(Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, 0.5)));
      }
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void keepOnly(Set<Cell> architectures) {
      events.add("keep");
    }

    @Override
    public void close() {
      events.add("close");
    }
  }

  private MeasuringExecutor executor(FileMeasure measure, Objective objective) {
    return new MeasuringExecutor(
        new Trainer(),
        new ServedMeasures(NETWORK, List.of(), List.of(measure)),
        List.of(objective),
        false);
  }

  private static List<Proposal<Cell>> batch() {
    return List.of(Proposal.unpredicted(SMALL, 1), Proposal.unpredicted(LARGE, 1));
  }

  @Test
  void allAreMeasuredOnceAndBeforeAnyIsTrained() throws InterruptedException {
    FileMeasure size =
        (model, pixels) -> {
          events.add("measure " + pixels);
          return Metrics.NONE.with(Metrics.SIZE, model.length);
        };
    MeasuringExecutor executor = executor(size, Objective.minimize(Metrics.SIZE));
    executor.execute(batch(), trials::add);
    executor.execute(batch(), trials::add);
    assertEquals(
        List.of(
            "measure 64",
            "measure 64",
            "train " + SMALL,
            "train " + LARGE,
            "train " + SMALL,
            "train " + LARGE),
        events);
    assertEquals(trials.get(0).metrics(), trials.get(2).metrics());
    Metrics large = trials.get(1).metrics();
    NetworkSummary counted = NetworkSummary.of(NETWORK.withCell(LARGE));
    assertEquals(0.5, large.get(Metrics.ACCURACY));
    assertEquals(counted.parameters(), large.get(Metrics.SERVED_PARAMETERS));
    assertEquals(counted.multAdds(), large.get(Metrics.SERVED_MULT_ADDS));
    // Four bytes a weight, and what says how they are joined.
    assertTrue(large.get(Metrics.SIZE) > 4 * counted.parameters(), large.toString());
    assertTrue(trials.get(0).metrics().get(Metrics.SIZE) < large.get(Metrics.SIZE));
  }

  @Test
  void whatCannotBeMeasuredFailsAlone() throws InterruptedException {
    long large = NetworkSummary.of(NETWORK.withCell(LARGE)).parameters();
    FileMeasure broken =
        (model, pixels) -> {
          if (model.length > 4 * large) {
            throw new IllegalArgumentException("the device is full");
          }
          return Metrics.NONE.with("energy", 1);
        };
    executor(broken, Objective.minimize("energy")).execute(batch(), trials::add);
    assertEquals(
        "the exported model cannot be measured: the device is full", trials.get(0).reason());
    assertFalse(trials.get(0).isComplete());
    assertEquals(List.of("train " + SMALL), events);
  }

  @Test
  void aLimitThatNothingMeetsIsToldBeforeTraining() {
    FileMeasure time =
        (model, pixels) -> Metrics.NONE.with(Metrics.LATENCY, model.length > 9000 ? 7.5 : 2.5);
    MeasuringExecutor executor = executor(time, Objective.minimize(Metrics.LATENCY).withLimit(0.5));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> executor.execute(batch(), trials::add));
    assertTrue(
        refusal
            .getMessage()
            .startsWith("no cell of the first level is within the limit of latency"),
        refusal.getMessage());
    assertEquals(List.of(), events);
  }

  @Test
  void trialsOfBeforeAreNotMeasuredAgain() throws InterruptedException {
    ServedMeasures measures =
        new ServedMeasures(
            NETWORK,
            List.of(),
            List.of(
                (model, pixels) -> {
                  throw new IllegalStateException("measured again");
                }));
    measures.know(
        List.of(
            Trial.complete(Proposal.unpredicted(SMALL, 1), Metrics.NONE.with(Metrics.LATENCY, 3))),
        List.of(Metrics.LATENCY));
    assertEquals(3, measures.of(SMALL).get(Metrics.LATENCY));
    assertThrows(IllegalStateException.class, () -> measures.of(LARGE));
  }

  @Test
  void whatWasMeasuredOfANetworkOfAnotherSizeIsMeasuredAgain() {
    ServedMeasures measures =
        new ServedMeasures(
            NETWORK, List.of(), List.of((model, pixels) -> Metrics.NONE.with(Metrics.LATENCY, 5)));
    Metrics larger =
        Metrics.NONE.with(Metrics.LATENCY, 3).with(Metrics.SERVED_PARAMETERS, 1_000_000);
    measures.know(
        List.of(Trial.complete(Proposal.unpredicted(SMALL, 1), larger)), List.of(Metrics.LATENCY));
    assertEquals(5, measures.of(SMALL).get(Metrics.LATENCY));
  }

  @Test
  void anotherMachinesLatenciesAreTakenAndMissingOnesToldBeforeAnythingIsTrained(
      @TempDir Path directory) throws Exception {
    Path file = directory.resolve("phone.csv");
    LatencyTable table =
        LatencyTable.of(NETWORK, new LatencyMeter(1, 1))
            .with(SMALL, new LatencyTable.Timing(2.5, 0.25));
    Files.write(file, table.csv());
    ServedObjectives objectives =
        new ServedObjectives(
            new ObjectiveOptions().withMinimize(ServedMeasure.LATENCY).withLatencyDevice(file),
            null);
    TrialExecutor<Cell> executor =
        objectives.measuring(new Trainer(), NETWORK, List.of(), List.of());
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> executor.execute(batch(), trials::add));
    assertTrue(
        refusal
            .getMessage()
            .startsWith(
                file
                    + " lacks the latency of 1 of 2 cells that are next, the first is "
                    + LARGE
                    + "; run ./pnas latency RUN --csv FILE on that machine"),
        refusal.getMessage());
    assertEquals(List.of(), events);
    executor.execute(batch().subList(0, 1), trials::add);
    assertEquals(2.5, trials.get(0).metrics().get(Metrics.LATENCY));
    assertEquals(0.25, trials.get(0).metrics().get("latencyError"));
    assertEquals(Map.of(), objectives.measured(NETWORK), "this machine cannot tell");
  }

  @Test
  void theModelIsTimedInOnnxRuntime() {
    LatencyMeter.Timing timing = new LatencyMeter(1, 2).time(UntrainedModel.of(NETWORK), 64);
    assertTrue(timing.milliseconds() > 0 && timing.runs() >= 30, timing.toString());
    assertThrows(
        IllegalArgumentException.class, () -> new LatencyMeter(1, 1).time(new byte[] {1}, 64));
  }
}
