package io.github.tribuopnas.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.TrainingOptions;
import io.github.tribuopnas.training.optimizer.Nesterov;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    assertTrue(
        groups.keySet().containsAll(preset.options().keySet()),
        () -> {
          TreeSet<String> unknown = new TreeSet<>(preset.options().keySet());
          unknown.removeAll(groups.keySet());
          return unknown.toString();
        });
    preset.options().keySet().forEach(name -> groups.get(name).withUnset(preset.options()));
  }

  @Test
  void whatIsGivenWins() {
    StrategyOptions given = new StrategyOptions().withBeam(7);
    assertEquals(7, given.withUnset(Preset.PAPER.options()).beam());
    assertEquals(256, new StrategyOptions().withUnset(Preset.PAPER.options()).beam());
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
  void goodIsWhatThereIsWithoutAPreset() {
    assertEquals(Preset.GOOD, new PlanOptions().preset());
    assertEquals(Map.of(), Preset.GOOD.options());
  }
}
