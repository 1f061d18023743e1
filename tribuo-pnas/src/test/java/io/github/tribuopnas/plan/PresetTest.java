package io.github.tribuopnas.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.optimizer.Nesterov;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Option;

class PresetTest {

  private static Map<String, OptionGroup<?>> groups() {
    Map<String, OptionGroup<?>> groups = new HashMap<>();
    for (OptionGroup<?> group :
        PNASTrainer.builder().setFormat(ImageFormat.of(8, 8, 1)).build().options()) {
      for (Field field : group.getClass().getDeclaredFields()) {
        Option option = field.getAnnotation(Option.class);
        if (option != null) {
          groups.put(option.names()[0], group);
        }
      }
    }
    return groups;
  }

  @ParameterizedTest
  @EnumSource
  void namesOptionsThatThereAreAndValuesTheyTake(Preset preset) {
    Map<String, OptionGroup<?>> groups = groups();
    Map<String, String> options = of(preset);
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(groups.keySet());
    assertEquals(Set.of(), unknown);
    options.keySet().forEach(name -> groups.get(name).withUnset(options));
  }

  @Test
  void whatIsGivenWins() {
    StrategyOptions given = new StrategyOptions().withBeam(7);
    assertEquals(7, given.withUnset(of(Preset.PAPER)).beam());
    assertEquals(256, new StrategyOptions().withUnset(of(Preset.PAPER)).beam());
  }

  /** Of a map, each entry that is given wins. */
  @Test
  void entriesOfMapsAreJoined() {
    Recipe recipe =
        new TrainingOptions()
            .withFinalOverride("clip-norm", "3.0")
            .withUnset(
                Map.of("--final-override", "optimizer=nesterov(0.8) clip-norm=5.0 dropout=0.25"))
            .winnerRecipe(32);
    assertEquals(3, recipe.clipNorm());
    assertEquals(0.25, recipe.dropout());
    assertEquals(new Nesterov(0.8), recipe.optimizer());
  }

  @Test
  void inJavaOptionsAreAsTheyAreUnlessAPresetIsNamed() {
    assertEquals(Optional.empty(), new PlanOptions().preset());
    PlanOptions best = new PlanOptions().withPreset(Preset.BEST).withTimeLimit("15m");
    assertEquals(Optional.of(Preset.BEST), best.preset());
    assertEquals(Optional.empty(), best.withoutPreset().preset());
    assertEquals(best.timeLimit(), best.withoutPreset().timeLimit());
  }

  /** Weights under a high learning rate are no measure of a cell, and their average is one. */
  @Test
  void candidatesAreMeasuredByTheAverageOfTheirWeights() {
    TrainingOptions options = new TrainingOptions().withUnset(of(Preset.GOOD));
    assertEquals(0.998, options.candidateRecipe(32).averageDecay());
    assertEquals(0, new TrainingOptions().candidateRecipe(32).averageDecay());
    assertEquals(
        0, new TrainingOptions().withUnset(of(Preset.PAPER)).candidateRecipe(32).averageDecay());
  }

  /** The stem shows cells 16 pixels; the deeper network that is delivered sees twice as many. */
  @ParameterizedTest
  @CsvSource({"8,1,1", "16,1,1", "28,2,1", "32,2,1", "64,4,2", "96,4,2"})
  void sizesFollowTheImages(int side, String stride, String finalStride) {
    Map<String, String> options =
        Preset.GOOD.options(new ImageShape(side, side, 3), 5_000, Set.of());
    assertEquals(stride, options.get("--stem-stride"));
    assertEquals(finalStride, options.get("--final-stem-stride"));
    assertEquals("2", options.get("--final-repeats"));
  }

  /** Steps grow with the root of the number of images, within bounds. */
  @ParameterizedTest
  @CsvSource({"10000,12,24", "2500,24,48", "40000,8,12", "100,80,80", "1000000,8,8"})
  void epochsFollowTheNumberOfImages(int images, String epochs, String finalEpochs) {
    Map<String, String> options = Preset.GOOD.options(new ImageShape(32, 32, 3), images, Set.of());
    assertEquals(epochs, options.get("--epochs"));
    assertEquals(finalEpochs, options.get("--final-epochs"));
  }

  @Test
  void whatDoesNotGoWithWhatIsGivenIsLeftOut() {
    Map<String, String> options =
        of(Preset.GOOD, "--filters", "--last-rung", "--trials", "--recipe");
    assertEquals(
        Set.of(
            "--layout",
            "--operations",
            "--blocks",
            "--sampling",
            "--epochs",
            "--batch",
            "--repeats",
            "--stem-stride",
            "--final-epochs",
            "--ensemble",
            "--final-threads",
            "--contenders"),
        options.keySet());
  }

  private static Map<String, String> of(Preset preset, String... given) {
    return preset.options(new ImageShape(32, 32, 3), 10_000, Set.of(given));
  }
}
