package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tribuopnas.execution.ExecutionOptions;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.image.csv.CsvReading;
import io.github.tribuopnas.network.Layout;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.objective.ObjectiveOptions;
import io.github.tribuopnas.objective.ServedMeasure;
import io.github.tribuopnas.plan.PlanOptions;
import io.github.tribuopnas.plan.Preset;
import io.github.tribuopnas.search.strategy.Acquisition;
import io.github.tribuopnas.search.strategy.EconomyOptions;
import io.github.tribuopnas.search.strategy.Sampling;
import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.surrogate.SurrogateKind;
import io.github.tribuopnas.surrogate.SurrogateOptions;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.FinalOptions;
import io.github.tribuopnas.training.FlipChoice;
import io.github.tribuopnas.training.RecipeOptions;
import io.github.tribuopnas.training.Recipes;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Option;

/** An option that is chosen by name says all names there are, as its registry has them. */
class OptionChoicesTest {

  private static final String UNKNOWN = "no-such-name";

  private static Arguments choice(Class<?> options, String name, Consumer<String> parse) {
    return Arguments.of(options, name, parse);
  }

  static Stream<Arguments> choices() throws ClassNotFoundException {
    Class<?> images = Class.forName("io.github.tribuopnas.cli.ImageOptions");
    Class<?> predict = Class.forName("io.github.tribuopnas.cli.model.PredictCommand");
    return Stream.of(
        choice(StrategyOptions.class, "--strategy", StrategyKind::parse),
        choice(StrategyOptions.class, "--acquisition", Acquisition.ALL::parse),
        choice(PlanOptions.class, "--preset", Preset::parse),
        choice(EconomyOptions.class, "--sampling", Sampling::parse),
        choice(SurrogateOptions.class, "--surrogate", SurrogateKind::parse),
        choice(ExecutionOptions.class, "--executor", NamedExecutors::find),
        choice(DeviceOptions.class, "--device", DeviceChoice::parse),
        choice(NetworkOptions.class, "--setting", Setting::parse),
        choice(NetworkOptions.class, "--layout", Layout::parse),
        choice(NetworkOptions.class, "--concat", Concatenation::parse),
        choice(RecipeOptions.class, "--recipe", Recipes::find),
        choice(predict, "--fit", ImageFit::parse),
        choice(images, "--fit", ImageFit::parseResizing),
        choice(images, "--header", CsvReading.Header::parse),
        choice(images, "--background", Background::parse),
        choice(TrainingOptions.class, "--balance", ClassBalance::parse),
        choice(FinalOptions.class, "--flip", FlipChoice::parse),
        choice(ObjectiveOptions.class, "--minimize", ServedMeasure.NAMES::parse),
        choice(EconomyOptions.class, "--metric", EconomyOptions.METRICS::parse));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void theDescriptionNamesAllThereAre(Class<?> options, String name, Consumer<String> parse) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> parse.accept(UNKNOWN)).getMessage();
    List<String> allowed = List.of(refusal.replaceFirst(".*; allowed are ", "").split(", "));
    String text = text(options, name);
    List<String> words = List.of(text.split("[\\s,.|;:]+(?!N\\b)|(?<=\\w)[()](?=\\s)"));
    assertEquals(
        List.of(),
        allowed.stream().filter(form -> !words.contains(form)).toList(),
        () -> refusal + "; " + text);
  }

  /** Returns all that the help says of an option. */
  private static String text(Class<?> options, String name) {
    return Arrays.stream(options.getDeclaredFields())
        .map(field -> field.getAnnotation(Option.class))
        .filter(option -> option != null && List.of(option.names()).contains(name))
        .map(option -> option.paramLabel() + " " + String.join(" ", option.description()))
        .findFirst()
        .orElseThrow();
  }
}
