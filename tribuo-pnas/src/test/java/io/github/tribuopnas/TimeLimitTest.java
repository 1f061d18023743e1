package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.evaluation.EvaluationMetrics;
import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.source.DigitImages;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.plan.Plan;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.plan.TimeFrame;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.training.FinalOptions;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches by a clock that stands still, so that plans depend on processor times alone. */
class TimeLimitTest {

  private static final ImageSet IMAGES = images();

  private static ImageSet images() {
    ImageSet all = DigitImages.load();
    return all.withTrain(all.train().limit(60, 1));
  }

  private static SearchOutcome search(PlanOptions options, Path directory, List<String> lines)
      throws InterruptedException {
    return trainer(options)
        .search(
            IMAGES,
            PNASListener.NONE,
            SearchRun.in(directory)
                .telling(lines::add)
                .within(new TimeFrame(() -> 0, 0, IMAGES.test().orElseThrow().size())));
  }

  private static PNASTrainer trainer(PlanOptions options) {
    return PNASTrainer.builder()
        .setFormat(IMAGES.format())
        .optPlan(options)
        .optExecution(new ExecutionOptions().withWorkers(2).withExecutor(ExecutionOptions.THREADS))
        .build();
  }

  @Tag("slow")
  @Test
  void whatWasPlannedIsDoneAndKeptAndRepeated(@TempDir Path directory) throws Exception {
    Path first = Files.createDirectory(directory.resolve("first"));
    List<String> lines = new ArrayList<>();
    byte[] model;
    String cell;
    try (SearchOutcome outcome = search(new PlanOptions().withTimeLimit("6s"), first, lines);
        PNASModel trained = outcome.model()) {
      model = trained.onnx();
      cell = trained.cell();
    }
    assertTrue(
        lines.stream().anyMatch(line -> line.endsWith("0s of 6s are over")), lines.toString());
    assertTrue(lines.get(0).startsWith("plan for 6s, of which 0s are over"), lines.get(0));
    Plan plan = Plan.read(first.resolve(Plan.FILE));
    assertEquals(6, plan.limitSeconds());
    assertTrue(plan.finalEpochs().containsKey(cell), plan.toString());

    Path second = Files.createDirectory(directory.resolve("second"));
    try (SearchOutcome outcome =
            search(
                new PlanOptions().withPlan(first.resolve(Plan.FILE)), second, new ArrayList<>());
        PNASModel repeated = outcome.model()) {
      assertEquals(cell, repeated.cell());
      assertArrayEquals(probabilities(model), probabilities(repeated.onnx()));
    }
    assertEquals(plan.finalEpochs(), Plan.read(second.resolve(Plan.FILE)).finalEpochs());
  }

  @Tag("slow")
  @Test
  void crossedValidationIsPartOfThePlan(@TempDir Path directory) throws Exception {
    List<String> lines = new ArrayList<>();
    SearchRun run =
        SearchRun.in(directory)
            .telling(lines::add)
            .within(new TimeFrame(() -> 0, 0, 0))
            .crossing(3);
    try (SearchOutcome outcome =
            trainer(new PlanOptions().withTimeLimit("12s")).search(IMAGES, PNASListener.NONE, run);
        PNASModel model = outcome.model()) {
      EvaluationMetrics metrics = outcome.crossed().orElseThrow().metrics();
      assertEquals(60, metrics.images());
      assertTrue(metrics.accuracyError() < 0.07, metrics.toString());
      Plan plan = Plan.read(directory.resolve(Plan.FILE));
      assertEquals(6, plan.endSeconds(), "a second for each part more than without");
      assertTrue(plan.finalEpochs().containsKey(model.cell()), plan.toString());
    }
    assertTrue(
        lines.stream().anyMatch(line -> line.endsWith(", with crossed validation in 3 parts")),
        lines.toString());
    assertTrue(lines.toString().contains("crossed validation: part 3 of 3"), lines.toString());
  }

  /** By this clock the first model took no time, so that the second has all that is left. */
  @Tag("slow")
  @Test
  void aFurtherModelHasTheTimeThatIsLeftWhenItIsTrained(@TempDir Path directory) throws Exception {
    PNASTrainer trainer =
        trainer(new PlanOptions().withTimeLimit("8s")).toBuilder()
            .optObjectives(new ObjectiveOptions().withMinimize(ServedMeasure.PARAMETERS))
            .optEconomy(new EconomyOptions().withTrials(6))
            .optFinals(new FinalOptions().withWinners(2))
            .build();
    List<String> lines = new ArrayList<>();
    SearchRun run =
        SearchRun.in(directory).telling(lines::add).within(new TimeFrame(() -> 0, 0, 0));
    try (SearchOutcome outcome = trainer.search(IMAGES, PNASListener.NONE, run)) {
      outcome.winners().forEach(winner -> winner.model().close());
      assertEquals(2, outcome.winners().size(), lines.toString());
    }
    Plan plan = Plan.read(directory.resolve(Plan.FILE));
    assertTrue(
        plan.finalEpochs().keySet().stream().anyMatch(cell -> cell.startsWith("model 2: ")),
        plan.toString());
    int[] seconds =
        lines.stream()
            .filter(line -> line.contains(" of 2, which takes "))
            .mapToInt(line -> Integer.parseInt(line.replaceFirst(".* and (\\d+)s left.*", "$1")))
            .toArray();
    assertEquals(seconds[1], 2 * seconds[0], 1, lines.toString());
  }

  /** Models differ in their provenance, which names the time. */
  private static float[] probabilities(byte[] model) {
    try (OnnxClassifier classifier = new OnnxClassifier(model)) {
      float[] pixels = new float[IMAGES.format().pixels()];
      IMAGES.train().images().copyRaw(0, pixels);
      return classifier.probabilities(FloatBuffer.wrap(pixels), 1)[0];
    }
  }
}
