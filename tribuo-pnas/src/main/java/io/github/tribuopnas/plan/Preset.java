package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of options that go together, by the options' names. */
public enum Preset implements Named {
  /** Few cells of one and two blocks, a small network. */
  FAST {
    @Override
    Map<String, String> all(ImageShape image, int images) {
      return new PresetScale(12, 6, 2, 8, 0, 20, 1).options(image, images);
    }
  },
  /** More cells, of which few are trained in full, and a deeper network. */
  GOOD {
    @Override
    Map<String, String> all(ImageShape image, int images) {
      return new PresetScale(24, 12, 2, 12, DEEP, 24, 1).options(image, images);
    }
  },
  /** Cells of up to three blocks, longer trainings, and three networks in one model. */
  BEST {
    @Override
    Map<String, String> all(ImageShape image, int images) {
      return new PresetScale(48, 24, 3, 16, DEEP, 40, 3).options(image, images);
    }
  },
  /** The paper's search: all 136 cells of one block, beams of 256, five levels. */
  PAPER {
    @Override
    Map<String, String> all(ImageShape image, int images) {
      return Map.ofEntries(
          Map.entry("--layout", "paper"),
          Map.entry("--operations", "paper"),
          Map.entry("--blocks", "5"),
          Map.entry("--first-level", "0"),
          Map.entry("--beam", "256"),
          Map.entry("--acquisition", "mean"),
          Map.entry("--refit-every", "level"),
          Map.entry("--filters", "24"),
          Map.entry("--repeats", "2"),
          Map.entry("--contenders", "none"),
          Map.entry("--epochs", "20"));
    }
  };

  /** Where deep networks on finer pixels begin among the sizes. */
  private static final int DEEP = 3;

  private static final Registry<Preset> NAMES = Registry.of("preset", values());

  /** The size of candidates; final networks have it too, unless they have a size of their own. */
  private static final List<String> SIZE = List.of("--filters", "--repeats", "--stem-stride");

  /**
   * Returns the preset with a given name.
   *
   * @param text its name, such as {@code good}
   * @return the preset
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Preset parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Returns the values for a set of images.
   *
   * @param image the size of the images
   * @param images training images, at least 1
   * @param given the names of options that have values already, such as {@code --beam}
   * @return texts by the names of other options, without those that do not go with what is given
   */
  public Map<String, String> options(ImageShape image, int images, Set<String> given) {
    Map<String, String> options = new LinkedHashMap<>(all(image, images));
    options.keySet().removeAll(given);
    if (given.stream().anyMatch(SIZE::contains)) {
      SIZE.forEach(name -> options.remove(name.replace("--", "--final-")));
    }
    if (given.contains("--recipe") || given.contains("--final-override")) {
      options.remove("--override");
    }
    if (given.contains("--last-rung")) {
      options.remove("--halving");
    }
    if (given.contains("--trials")) {
      options.remove("--first-level");
      options.remove("--beam");
    }
    return options;
  }

  abstract Map<String, String> all(ImageShape image, int images);
}
