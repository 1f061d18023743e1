package io.github.tribuopnas;

import static io.github.tribuopnas.PNASListener.NONE;
import static io.github.tribuopnas.SearchRun.IN_MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.OwnObjective;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.search.Front;
import io.github.tribuopnas.search.OverLimit;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Whole searches for more than accuracy. */
@Tag("slow")
class ServedObjectivesTest {

  private static final MutableDataset<Label> BARS = Bars.dataset(20, 1);

  private static PNASTrainerBuilder small(ObjectiveOptions objectives) {
    return PNASTrainer.builder()
        .setFormat(Bars.FORMAT)
        .optSpace(new SpaceOptions().withBlocks(2))
        .optStrategy(new StrategyOptions().withFirstLevel(8).withBeam(3))
        .optTraining(new TrainingOptions().withEpochs(1).withFinalEpochs(1))
        .optExecution(new ExecutionOptions().withWorkers(1))
        .optExecution((ExecutorFactory) setup -> new Sizes(setup.context().network()))
        .optObjectives(objectives);
  }

  /** Makes networks the more accurate the larger they are, without training any. */
  private record Sizes(NetworkSpec network) implements TrialExecutor<Cell> {
    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      for (Proposal<Cell> proposal : batch) {
        NetworkSummary size = NetworkSummary.of(network.withCell(proposal.architecture()));
        callback.finished(
            Trial.complete(
                proposal,
                Metrics.NONE
                    .with(Metrics.ACCURACY, 1 - 100.0 / size.parameters())
                    .with(Metrics.PARAMETERS, size.parameters())
                    .with(Metrics.MULT_ADDS, size.multAdds())));
      }
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {}
  }

  /** Parameters of the network, for every ten of them one. */
  private static final class Weight implements OwnObjective {
    @Override
    public Objective objective() {
      return Objective.minimize("weight");
    }

    @Override
    public double measure(byte[] model, int pixels) {
      return model.length / 10.0 + pixels;
    }
  }

  @Test
  void allMeasuresAreOfEveryTrialAndTheKneeWins() throws InterruptedException {
    PNASTrainer trainer =
        small(new ObjectiveOptions().withMinimize(ServedMeasure.MULT_ADDS, ServedMeasure.SIZE))
            .optObjective(new Weight())
            .build();
    try (SearchOutcome outcome = trainer.search(BARS, NONE)) {
      List<Objective> objectives = trainer.objectives();
      assertEquals(
          List.of(Metrics.ACCURACY, Metrics.SERVED_MULT_ADDS, Metrics.SIZE, "weight"),
          objectives.stream().map(Objective::metric).toList());
      for (Trial<Cell> trial : outcome.trials()) {
        objectives.forEach(o -> assertTrue(Double.isFinite(o.value(trial)), o + " of " + trial));
        assertEquals(
            trial.metrics().get(Metrics.SIZE) / 10 + 64, trial.metrics().get("weight"), 1e-9);
      }
      assertTrue(Front.of(outcome.trials(), objectives).contains(outcome.winner()));
      outcome.model().close();
    }
  }

  @Test
  void childrenOverALimitAreNeverTrainedAndTold() throws InterruptedException {
    List<String> messages = new ArrayList<>();
    // One-block cells have from 1,000 to 9,000 parameters here.
    PNASTrainer trainer = small(new ObjectiveOptions().withMaxParameters("6k")).build();
    try (SearchOutcome outcome = trainer.search(BARS, NONE, IN_MEMORY.telling(messages::add))) {
      for (Trial<Cell> trial : outcome.trials()) {
        double parameters = trial.metrics().get(Metrics.SERVED_PARAMETERS);
        assertTrue(parameters <= 6000, trial.toString());
        assertEquals(trial.metrics().get(Metrics.PARAMETERS), parameters);
      }
      assertEquals(11, outcome.trials().size());
      assertTrue(
          messages.stream().anyMatch(line -> line.matches("level 2: of .* would break a limit.*")),
          messages.toString());
      outcome.model().close();
    }
  }

  /** What a trained file has besides the network makes it larger than what was measured before. */
  @Test
  void aWinnerThatBreaksItsLimitWhenMeasuredAgainMakesWayForTheNext() throws InterruptedException {
    double largest;
    double smallest;
    try (SearchOutcome free =
        small(new ObjectiveOptions().withMaxSize("1M")).build().search(BARS, NONE, IN_MEMORY)) {
      largest = free.winner().metrics().get(Metrics.SIZE);
      smallest =
          free.trials().stream().mapToDouble(t -> t.metrics().get(Metrics.SIZE)).min().orElse(0);
      free.model().close();
      assertEquals(List.of(), free.overLimits());
      assertEquals(free.model().onnx().length, free.winners().get(0).measured().get(Metrics.SIZE));
      assertTrue(free.model().onnx().length > largest, "the file has labels and provenance too");
    }
    assertTrue(smallest < largest, "the largest is the most accurate");
    String limit = (long) largest + "B";
    try (SearchOutcome limited =
        small(new ObjectiveOptions().withMaxSize(limit)).build().search(BARS, NONE, IN_MEMORY)) {
      OverLimit first = limited.overLimits().get(0);
      assertEquals(Metrics.SIZE, first.metric());
      assertEquals(largest, first.limit());
      assertTrue(first.value() > largest, first.toString());
      assertEquals(OverLimit.Outcome.REPLACED, first.outcome());
      assertNotEquals(first.architecture(), limited.winner().architecture().toString());
      assertTrue(limited.model().onnx().length <= largest, limited.overLimits().toString());
      limited.model().close();
    }
  }

  @Test
  void severalMembersOfTheFrontAreTrained() throws InterruptedException {
    PNASTrainer trainer =
        small(new ObjectiveOptions().withMinimize(ServedMeasure.PARAMETERS))
            .optFinals(new FinalOptions().withWinners(2))
            .build();
    try (SearchOutcome outcome = trainer.search(BARS, NONE, IN_MEMORY)) {
      List<Trial<Cell>> front = Front.of(outcome.trials(), trainer.objectives());
      assertEquals(2, outcome.winners().size());
      assertEquals(2, outcome.winners().stream().map(FrontModel::trial).distinct().count());
      for (FrontModel winner : outcome.winners()) {
        assertTrue(front.contains(winner.trial()), winner.trial().toString());
        assertEquals(winner.trial().architecture().toString(), winner.model().cell());
        assertEquals(
            winner.trial().metrics().get(Metrics.SERVED_PARAMETERS),
            winner.measured().get(Metrics.SERVED_PARAMETERS));
        assertTrue(winner.parity(ImagePacker.pack(BARS, Bars.FORMAT), 20) < 1e-4);
        winner.model().close();
      }
    }
  }

  /** Counts how often it measures. */
  private static final class Counter implements OwnObjective {
    private int calls;

    @Override
    public Objective objective() {
      return Objective.minimize("energy");
    }

    @Override
    public double measure(byte[] model, int pixels) {
      calls++;
      return model.length;
    }
  }

  private static PNASTrainerBuilder counting(Counter counter) {
    return small(new ObjectiveOptions()).optObjective(counter);
  }

  private static List<Trial<Cell>> search(PNASTrainerBuilder builder, Path run)
      throws InterruptedException {
    try (SearchOutcome outcome = builder.build().search(BARS, NONE, SearchRun.in(run))) {
      outcome.model().close();
      return outcome.trials();
    }
  }

  /** The winner's model is measured once more, at the end of each search. */
  @Test
  void whatWasMeasuredIsNotMeasuredAgainWhenASearchGoesOnOrTakesOver(@TempDir Path directory)
      throws Exception {
    Path first = Files.createDirectory(directory.resolve("first"));
    Counter counter = new Counter();
    ExecutionOptions execution = new ExecutionOptions().withWorkers(1);
    assertEquals(
        4, search(counting(counter).optExecution(execution.withMaxTrials(4)), first).size());
    assertEquals(5, counter.calls);
    List<Trial<Cell>> all = search(counting(counter).optExecution(execution), first);
    assertEquals(11, all.size());
    assertEquals(5 + 7 + 1, counter.calls, "the seven others and the winner");

    Path second = Files.createDirectory(directory.resolve("second"));
    List<Trial<Cell>> taken =
        search(counting(counter).optExecution(execution.withReuse(List.of(first))), second);
    assertEquals(13 + 1, counter.calls, "the winner alone");
    assertEquals(
        all.stream().map(trial -> trial.metrics().get("energy")).toList(),
        taken.stream().map(trial -> trial.metrics().get("energy")).toList());
  }

  @Test
  void latencyIsTakenOverIfItWasMeasuredLikewise(@TempDir Path directory) throws Exception {
    Path first = Files.createDirectory(directory.resolve("first"));
    ObjectiveOptions latency = new ObjectiveOptions().withMinimize(ServedMeasure.LATENCY);
    ExecutionOptions execution = new ExecutionOptions().withWorkers(1);
    List<Double> measured =
        latencies(search(small(latency).optExecution(execution.withMaxTrials(3)), first));
    assertEquals(3, measured.size());
    ExecutionOptions reusing = execution.withMaxTrials(3).withReuse(List.of(first));
    Path likewise = Files.createDirectory(directory.resolve("likewise"));
    assertEquals(measured, latencies(search(small(latency).optExecution(reusing), likewise)));
    Path otherwise = Files.createDirectory(directory.resolve("otherwise"));
    List<Trial<Cell>> ofTwo =
        search(small(latency.withLatencyBatch(2)).optExecution(reusing), otherwise);
    assertEquals(
        List.of(2.0, 2.0, 2.0),
        ofTwo.stream().map(trial -> trial.metrics().get(Metrics.LATENCY_BATCH)).toList());
    assertNotEquals(measured, latencies(ofTwo));
  }

  private static List<Double> latencies(List<Trial<Cell>> trials) {
    return trials.stream().map(trial -> trial.metrics().get(Metrics.LATENCY)).toList();
  }

  @Test
  void withAccuracyAloneThereIsOneWinner() {
    PNASTrainerBuilder two =
        small(new ObjectiveOptions()).optFinals(new FinalOptions().withWinners(2));
    PropertyException refusal = assertThrows(PropertyException.class, two::build);
    assertTrue(
        refusal
            .getMessage()
            .contains(
                "winners is 2; allowed are 1, since accuracy alone is sought; see --minimize"),
        refusal.getMessage());
  }

  @Test
  void aLimitThatNoCellMeetsIsToldWithTheSmallestValue() {
    PNASTrainer trainer = small(new ObjectiveOptions().withMaxParameters("10")).build();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> trainer.search(BARS, NONE));
    assertTrue(
        refusal
            .getMessage()
            .matches("no cell of the first level .* servedParameters, 10.0: the best of .*"),
        refusal.getMessage());
  }
}
