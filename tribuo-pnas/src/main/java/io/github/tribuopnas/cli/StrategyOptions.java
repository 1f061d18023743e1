package io.github.tribuopnas.cli;

import io.github.tribuopnas.search.strategy.StrategyKind;
import io.github.tribuopnas.surrogate.SurrogateKind;
import java.util.Arrays;
import java.util.Iterator;
import org.tribuo.Trainer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of a search about what is tried. */
final class StrategyOptions {

  private static final String LEVEL = "level";

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "What decides which cells are tried: pnas, random, evolution or reinforce.")
  private String strategy = StrategyKind.PNAS.text();

  @Option(
      names = "--surrogate",
      paramLabel = "NAME",
      description = "What predicts accuracies: ${COMPLETION-CANDIDATES}.",
      completionCandidates = SurrogateNames.class)
  private String surrogate = SurrogateKind.DEFAULT.text();

  @Option(
      names = "--ask",
      paramLabel = "level|N",
      description =
          "After how many answers the strategy learns: a whole level, as in the paper, or N.")
  private String ask = LEVEL;

  @Option(
      names = "--acquisition",
      paramLabel = "NAME",
      description = "How predictions make a beam: mean, thompson, ucb or ucb:WEIGHT.")
  String acquisition = "mean";

  @Option(
      names = "--exploration",
      paramLabel = "SHARE",
      description =
          "Share of each beam for operations and inputs that the rest of it neglects, 0 to 1.")
  double exploration;

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

  StrategyKind strategy(CommandSpec spec) {
    return Usage.parsed(spec, () -> StrategyKind.parse(strategy));
  }

  SurrogateKind surrogate(CommandSpec spec) {
    return Usage.parsed(spec, () -> SurrogateKind.parse(surrogate));
  }

  int ask(CommandSpec spec) {
    if (ask.equals(LEVEL)) {
      return 0;
    }
    return Usage.parsed(
        spec,
        () -> {
          if (!ask.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                "--ask is '" + ask + "'; allowed are level and numbers from 1 to 999999");
          }
          return Integer.parseInt(ask);
        });
  }

  /** The names of the surrogates, for help and completion. */
  static final class SurrogateNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SurrogateKind.values()).map(SurrogateKind::text).iterator();
    }
  }
}
