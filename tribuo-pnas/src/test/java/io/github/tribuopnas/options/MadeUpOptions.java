package io.github.tribuopnas.options;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import picocli.CommandLine.Option;

/** A group with one made-up option of each type, which nothing but a test knows. */
public final class MadeUpOptions extends OptionGroup<MadeUpOptions> {

  private static final String SPEED = "How fast it goes, in furlongs per fortnight.";
  private static final String COLORS = "What it looks like.";
  private static final String NOTE = "What else there is.";

  @Config(description = SPEED)
  @Option(names = "--speed", paramLabel = "S", description = SPEED)
  @Range(above = 0, to = 9)
  private double speed = 2.5;

  @Config(description = COLORS)
  @Option(names = "--colors", paramLabel = "COLOR", split = ",", description = COLORS)
  private List<String> colors = List.of("red", "green");

  @Config(description = NOTE)
  @Option(names = "--note", paramLabel = "TEXT", description = NOTE)
  private String note;

  /** Starts from the defaults. */
  public MadeUpOptions() {}

  MadeUpOptions withSpeed(double newSpeed) {
    return with(copy -> copy.speed = newSpeed);
  }

  MadeUpOptions withColors(List<String> newColors) {
    return with(copy -> copy.colors = newColors);
  }

  MadeUpOptions withNote(String newNote) {
    return with(copy -> copy.note = newNote);
  }

  double speed() {
    return speed;
  }

  List<String> colors() {
    return colors;
  }
}
