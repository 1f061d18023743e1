package io.github.tribuopnas.plan;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.Map;

/** Values of options that go together, by the options' names. */
public enum Preset implements Named {
  /** Small networks and few of them. */
  FAST(
      Map.ofEntries(
          Map.entry("--layout", "direct"),
          Map.entry("--stem-stride", "2"),
          Map.entry("--operations", "fast"),
          Map.entry("--filters", "16"),
          Map.entry("--blocks", "1"),
          Map.entry("--trials", "16"),
          Map.entry("--sampling", "spread"),
          Map.entry("--halving", "on"),
          Map.entry("--batch", "64"))),
  /** The defaults. */
  GOOD(Map.of()),
  /** Larger networks, trained for longer, of which several become one model. */
  BEST(
      Map.ofEntries(
          Map.entry("--layout", "direct"),
          Map.entry("--operations", "fast"),
          Map.entry("--filters", "16"),
          Map.entry("--trials", "60"),
          Map.entry("--sampling", "spread"),
          Map.entry("--halving", "on"),
          Map.entry("--batch", "64"),
          Map.entry("--epochs", "16"),
          Map.entry("--final-epochs", "60"),
          Map.entry("--ensemble", "3"),
          Map.entry("--views", "auto(10)"),
          Map.entry("--contenders", "resnet,plain"))),
  /** The paper's search: all 136 cells of one block, beams of 256, five levels. */
  PAPER(
      Map.ofEntries(
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
          Map.entry("--epochs", "20")));

  private static final Registry<Preset> NAMES = Registry.of("preset", values());

  private final Map<String, String> options;

  Preset(Map<String, String> options) {
    this.options = options;
  }

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
   * Returns the values.
   *
   * @return texts by the names of options, such as {@code --beam}
   */
  public Map<String, String> options() {
    return options;
  }
}
