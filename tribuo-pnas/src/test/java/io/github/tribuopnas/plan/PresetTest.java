package io.github.tribuopnas.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.search.strategy.StrategyOptions;
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

  @Test
  void goodIsWhatThereIsWithoutAPreset() {
    assertEquals(Preset.GOOD, new PlanOptions().preset());
    assertEquals(Map.of(), Preset.GOOD.options());
  }
}
