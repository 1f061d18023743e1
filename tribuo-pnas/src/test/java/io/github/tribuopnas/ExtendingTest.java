package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.cli.Pnas;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.search.strategy.StrategySetup;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.testing.SearchStrategyContract;
import io.github.tribuopnas.testing.SurrogateContract;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the guide to extensions do what it says, and touch what it says. */
@Tag("slow")
class ExtendingTest {

  private static final Path PAGE = Path.of("..", "docs", "extending.md");
  private static final Path OPERATION =
      Path.of("src", "main", "java", "io", "github", "tribuopnas", "space", "Operation.java");
  private static final Pattern CLASS = Pattern.compile("final class (\\w+)");
  private static final Pattern DIFF = Pattern.compile("```diff\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path directory;

  private static URLClassLoader examples;

  @BeforeAll
  static void compileTheExamples() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String block : JavaBlocks.of(PAGE)) {
      Matcher name = CLASS.matcher(block);
      assertTrue(name.find(), block);
      sources.add(Files.writeString(directory.resolve(name.group(1) + ".java"), block));
    }
    assertEquals(5, sources.size());
    Path classes = Files.createDirectory(directory.resolve("classes"));
    compile(sources, classes);
    examples = new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }

  @AfterAll
  static void close() throws IOException {
    examples.close();
  }

  private static void compile(List<Path> sources, Path classes) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    sources.forEach(source -> arguments.add(source.toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, status);
  }

  /** Makes an object of an example's class by its only constructor of so many parameters. */
  private static Object make(String name, Object... arguments) {
    try {
      for (Constructor<?> constructor : examples.loadClass(name).getDeclaredConstructors()) {
        if (constructor.getParameterCount() == arguments.length) {
          constructor.setAccessible(true);
          return constructor.newInstance(arguments);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(name, e);
    }
    throw new AssertionError(name + " has no constructor of " + arguments.length);
  }

  @SuppressWarnings("unchecked") // The guide says what the class is.
  private static SearchStrategy<Cell> hillClimbing(StrategySetup<Cell> setup) {
    return (SearchStrategy<Cell>) make("HillClimbing", setup);
  }

  @SuppressWarnings("unchecked") // The guide says what the class is.
  private static Surrogate<Cell> operationMeans() {
    return (Surrogate<Cell>) make("OperationMeans");
  }

  @SuppressWarnings("unchecked") // The guide says what the class is.
  private static TrialExecutor<Cell> measuringThrift(TrialExecutor<Cell> trainer) {
    return (TrialExecutor<Cell>) make("MeasuringThrift", trainer);
  }

  @Nested
  class TheStrategy extends SearchStrategyContract {
    @Override
    protected SearchStrategy<Cell> strategy(long seed) {
      return hillClimbing(StrategySetup.of(SPACE, new StrategyOptions(), seed).withBudget(TRIALS));
    }
  }

  @Nested
  class TheSurrogate extends SurrogateContract {
    @Override
    protected Surrogate<Cell> surrogate(CellSpace space, long seed) {
      return operationMeans();
    }
  }

  @Test
  void aTrainerTakesThemAll() throws InterruptedException {
    PNASTrainerBuilder trainer =
        Bars.trainer()
            .optSpace(new SpaceOptions().withBlocks(2))
            .optSurrogate(setup -> operationMeans())
            .optExecution(
                setup ->
                    measuringThrift(
                        LocalExecutor.builder()
                            .setContext(setup.context())
                            .setImages(setup.images())
                            .build()));
    List<Trial<Cell>> progressive = trials(trainer);
    assertTrue(progressive.stream().anyMatch(trial -> trial.architecture().size() == 2));
    List<Trial<Cell>> climbed = trials(trainer.optStrategy(ExtendingTest::hillClimbing));
    assertFalse(climbed.isEmpty());
    for (Trial<Cell> trial : climbed) {
      assertEquals(2, trial.architecture().size());
      assertEquals(
          1000 * trial.metrics().get(Metrics.ACCURACY) / trial.metrics().get(Metrics.PARAMETERS),
          trial.metrics().get("thrift"));
    }
  }

  private static List<Trial<Cell>> trials(PNASTrainerBuilder trainer) throws InterruptedException {
    try (SearchOutcome outcome = trainer.build().search(Bars.dataset(20, 1), PNASListener.NONE)) {
      outcome.model().close();
      return outcome.trials();
    }
  }

  /** An accuracy of its own for each cell, and as many parameters as make two thirds thrifty. */
  private static final class Table implements TrialExecutor<Cell> {

    private final List<Trial<Cell>> trials = new ArrayList<>();

    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
      for (Proposal<Cell> proposal : batch) {
        double accuracy = SearchStrategyContract.accuracy(proposal.architecture());
        Metrics metrics =
            Metrics.NONE
                .with(Metrics.ACCURACY, accuracy)
                .with(Metrics.PARAMETERS, accuracy * (trials.size() % 3 == 0 ? 4000 : 1000));
        trials.add(Trial.complete(proposal, metrics));
        callback.finished(trials.get(trials.size() - 1));
      }
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public void close() {}
  }

  @Test
  void theSearchFindsTheBestCellThatIsThriftyEnough() throws ReflectiveOperationException {
    Table table = new Table();
    SearchStrategy<Cell> strategy =
        hillClimbing(
            StrategySetup.of(SearchStrategyContract.SPACE, new StrategyOptions(), 3)
                .withBudget(20));
    Method best =
        examples
            .loadClass("ThriftySearch")
            .getDeclaredMethod("best", SearchStrategy.class, TrialExecutor.class);
    best.setAccessible(true);
    Object found = best.invoke(null, strategy, measuringThrift(table));
    Trial<Cell> expected = null;
    for (int i = 0; i < table.trials.size(); i++) {
      Trial<Cell> trial = table.trials.get(i);
      if (i % 3 != 0
          && (expected == null
              || Objective.ACCURACY.score(trial) > Objective.ACCURACY.score(expected))) {
        expected = trial;
      }
    }
    assertEquals(20, table.trials.size());
    assertEquals(expected.architecture(), found);
  }

  @Test
  void theDrawingsAreRead() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("drawings.txt"), "cross\n#.#\n.#.\n#.#\n\nbar\n...\n###\n...\n");
    ImageDataSource source = (ImageDataSource) make("DrawingDataSource", file);
    assertEquals(List.of("bar", "cross"), source.images().classes());
    assertEquals(1, source.images().label(0));
    float[] pixels = new float[9];
    source.images().copyRaw(1, pixels);
    assertArrayEquals(new float[] {0, 0, 0, 255, 255, 255, 0, 0, 0}, pixels);
    assertEquals(2, source.dataset().size());
    assertTrue(source.getProvenance().toString().contains("DrawingDataSource"));
  }

  /** A program made of the page's change and nothing else searches with the new operation. */
  @Test
  void anOperationIsOneConstant() throws IOException, InterruptedException {
    Matcher diff = DIFF.matcher(Files.readString(PAGE));
    assertTrue(diff.find());
    String before = lines(diff.group(1), '-');
    String source = Files.readString(OPERATION);
    assertTrue(source.contains(before), before);
    Path changed = Files.createDirectories(directory.resolve("changed"));
    Path file =
        Files.writeString(
            changed.resolve("Operation.java"), source.replace(before, lines(diff.group(1), '+')));
    compile(List.of(file), changed);
    String search =
        pnas(
            changed,
            "search",
            "--operations=conv5x5",
            "--executor=threads",
            "--blocks=1",
            "--first-level=3",
            "--epochs=1",
            "--final-epochs=1",
            "--filters=4",
            "--train-limit=60",
            "--out=" + directory.resolve("run"));
    assertTrue(search.contains(":conv5x5+"), search);
    assertTrue(Files.exists(directory.resolve("run").resolve("winner.onnx")), search);
    assertEquals(pnas(directory, "count"), pnas(changed, "count"));
  }

  private static String lines(String diff, char sign) {
    StringBuilder lines = new StringBuilder();
    diff.lines()
        .filter(line -> line.charAt(0) == sign)
        .forEach(line -> lines.append(line.substring(1)).append('\n'));
    return lines.toString();
  }

  private static String pnas(Path classes, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-XX:+UseSerialGC",
                Pnas.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put(
            "CLASSPATH",
            classes + System.getProperty("path.separator") + System.getProperty("java.class.path"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
