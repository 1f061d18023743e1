package io.github.tribuopnas.cli;

import org.tribuo.Trainer;
import picocli.CommandLine.Option;

/** The options of a search about what is tried. */
final class StrategyOptions {

  @Option(
      names = "--blocks",
      paramLabel = "B",
      description = "Blocks of the largest cells, 1 to 5.")
  int blocks = 3;

  @Option(
      names = "--beam",
      paramLabel = "K",
      description = "Cells trained at each level after the first.")
  int beam = 12;

  @Option(
      names = "--first-level",
      paramLabel = "N",
      description = "One-block cells trained at the first level; 0 trains all.")
  int firstLevel;

  @Option(names = "--seed", paramLabel = "SEED", description = "Seed of every random choice.")
  long seed = Trainer.DEFAULT_SEED;
}
