package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.StrategyFactory;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.surrogate.SurrogateFactory;
import io.github.tribuopnas.surrogate.SurrogateSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer takes strategies, surrogates, acquisitions and executors of its user. */
@Tag("slow")
class CustomPartsTest {

  @TempDir Path directory;

  /** Tries the first cells of the first level and nothing else. */
  public static final class FirstCells implements StrategyFactory {

    @Config(description = "How many cells are tried.")
    private int count = 2;

    @Override
    public SearchStrategy<Cell> strategy(StrategySetup<Cell> setup) {
      return new SearchStrategy<>() {
        private boolean asked;

        @Override
        public List<Proposal<Cell>> ask() {
          List<Proposal<Cell>> first =
              IntStream.range(0, asked ? 0 : count)
                  .mapToObj(i -> Proposal.unpredicted(setup.space().initial().get(i), 1))
                  .toList();
          asked = true;
          return first;
        }

        @Override
        public void tell(List<Trial<Cell>> trials) {}
      };
    }
  }

  /** Prefers cells whose text is short. */
  public static final class ShortText implements SurrogateFactory {
    @Override
    public Surrogate<Cell> surrogate(SurrogateSetup setup) {
      return new Surrogate<>() {
        @Override
        public void fit(List<Cell> architectures, double[] accuracies) {}

        @Override
        public void predict(Candidates<Cell> candidates, double[] mean, double[] deviation) {
          for (int i = 0; i < candidates.size(); i++) {
            mean[i] = -candidates.get(i).toString().length();
          }
        }
      };
    }
  }

  /** Takes what is predicted to be worst. */
  public static final class Worst implements Acquisition {
    @Override
    public void score(double[] mean, double[] deviation, RandomGenerator random, double[] score) {
      Arrays.setAll(score, i -> -mean[i]);
    }
  }

  /** Measures the length of a cell's text. */
  public static final class Lengths implements ExecutorFactory {
    @Override
    public TrialExecutor<Cell> executor(ExecutorSetup setup) {
      return new TrialExecutor<>() {
        @Override
        public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
          for (Proposal<Cell> proposal : batch) {
            double accuracy = proposal.architecture().toString().length() / 1000.0;
            callback.finished(
                Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy)));
          }
        }

        @Override
        public int workers() {
          return 1;
        }

        @Override
        public void close() {}
      };
    }
  }

  private static PNASTrainerBuilder twoLevels() {
    return Bars.trainer()
        .optSpace(new SpaceOptions().withBlocks(2))
        .optStrategy(Bars.STRATEGY.withFirstLevel(6))
        .optExecution(new Lengths());
  }

  private static List<Trial<Cell>> trials(PNASTrainer trainer) throws InterruptedException {
    try (SearchOutcome outcome = trainer.search(Bars.dataset(20, 1), PNASListener.NONE)) {
      outcome.model().close();
      return outcome.trials();
    }
  }

  private static List<Integer> lengthsOfLevel2(PNASTrainer trainer) throws InterruptedException {
    return trials(trainer).stream()
        .filter(trial -> trial.proposal().level() == 2)
        .map(trial -> trial.architecture().toString().length())
        .toList();
  }

  @Test
  void theExecutorMeasures() throws InterruptedException {
    for (Trial<Cell> trial : trials(twoLevels().build())) {
      assertEquals(
          trial.architecture().toString().length() / 1000.0, Objective.ACCURACY.value(trial));
    }
  }

  @Test
  void theStrategyAsks() throws InterruptedException {
    List<Trial<Cell>> trials = trials(twoLevels().optStrategy(new FirstCells()).build());
    assertEquals(2, trials.size());
    assertTrue(trials.stream().allMatch(trial -> trial.architecture().size() == 1));
  }

  @Test
  void theSurrogatePredictsAndTheAcquisitionChooses() throws InterruptedException {
    PNASTrainer shortest = twoLevels().optSurrogate(new ShortText()).build();
    PNASTrainer longest =
        twoLevels().optSurrogate(new ShortText()).optAcquisition(new Worst()).build();
    int most = lengthsOfLevel2(shortest).stream().max(Integer::compare).orElseThrow();
    int least = lengthsOfLevel2(longest).stream().min(Integer::compare).orElseThrow();
    assertTrue(most < least, most + " and " + least);
  }

  @Test
  void lambdaExpressionsServeAsWell() throws InterruptedException {
    StrategyFactory strategy = setup -> new FirstCells().strategy(setup);
    ExecutorFactory executor = setup -> new Lengths().executor(setup);
    PNASTrainer trainer =
        Bars.trainer()
            .optStrategy(strategy)
            .optExecution(executor)
            .optSurrogate(setup -> new ShortText().surrogate(setup))
            .optAcquisition((mean, deviation, random, score) -> Arrays.setAll(score, i -> mean[i]))
            .build();
    assertEquals(2, trials(trainer).size());
  }

  private Path configuration() throws IOException {
    String own = getClass().getName() + "$";
    return Files.writeString(
        directory.resolve("custom.xml"),
        "<config><component name=\"f\" type=\"io.github.tribuopnas.image.ImageFormat\">"
            + "<property name=\"height\" value=\"8\"/><property name=\"width\" value=\"8\"/>"
            + "<property name=\"channels\" value=\"1\"/></component>"
            + "<component name=\"strategy\" type=\""
            + own
            + "FirstCells\">"
            + "<property name=\"count\" value=\"3\"/></component>"
            + "<component name=\"surrogate\" type=\""
            + own
            + "ShortText\"/>"
            + "<component name=\"acquisition\" type=\""
            + own
            + "Worst\"/>"
            + "<component name=\"executor\" type=\""
            + own
            + "Lengths\"/>"
            + "<component name=\"training\" type=\"io.github.tribuopnas.training.TrainingOptions\">"
            + "<property name=\"filters\" value=\"2\"/>"
            + "<property name=\"finalEpochs\" value=\"1\"/></component>"
            + "<component name=\"pnas\" type=\"io.github.tribuopnas.PNASTrainer\">"
            + "<property name=\"format\" value=\"f\"/>"
            + "<property name=\"training\" value=\"training\"/>"
            + "<property name=\"strategyFactory\" value=\"strategy\"/>"
            + "<property name=\"surrogateFactory\" value=\"surrogate\"/>"
            + "<property name=\"acquisition\" value=\"acquisition\"/>"
            + "<property name=\"executorFactory\" value=\"executor\"/></component></config>");
  }

  @Test
  void aConfigurationFileNamesThem() throws Exception {
    PNASTrainer trainer = TrainerConfiguration.load(configuration());
    List<Trial<Cell>> trials = trials(trainer);
    assertEquals(3, trials.size());
    assertEquals(
        trials.get(0).architecture().toString().length() / 1000.0,
        Objective.ACCURACY.value(trials.get(0)));
    String provenance = trainer.getProvenance().toString();
    for (String name : List.of("FirstCells", "ShortText", "Worst", "Lengths", "count=3")) {
      assertTrue(provenance.contains(name), provenance);
    }
  }

  @Test
  void classesOfOtherPackagesAreNamedOnlyWhereTheCallerAllowsIt() throws IOException {
    String file =
        Files.readString(configuration())
            .replace("</config>", "<component name=\"x\" type=\"java.util.Other\"/></config>");
    Path other = Files.writeString(directory.resolve("other.xml"), file);
    IOException refusal =
        assertThrows(IOException.class, () -> TrainerConfiguration.load(other, List.of()));
    assertTrue(refusal.getMessage().contains("java.util.Other"), refusal.getMessage());
    assertEquals(
        "FirstCells",
        TrainerConfiguration.load(other, List.of("java.util"))
            .getProvenance()
            .getConfiguredParameters()
            .get("strategyFactory")
            .toString()
            .replaceFirst("\\(.*", ""));
  }
}
