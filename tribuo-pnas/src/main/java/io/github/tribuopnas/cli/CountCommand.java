package io.github.tribuopnas.cli;

import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellCounter;
import io.github.tribuopnas.space.LevelCount;
import io.github.tribuopnas.space.SpaceOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas count}: how large the space of cells is. */
@Command(
    name = "count",
    description = "Count the cells of the search space, exactly.",
    showDefaultValues = true,
    footerHeading = "%nExample%n",
    footer = "  pnas count --blocks 3 --operations sep3x3,identity --json")
final class CountCommand implements Runnable {

  @ArgGroup(validate = false, heading = "%nSpace of cells%n")
  private final SpaceOptions space = new SpaceOptions().withBlocks(Cell.MAX_BLOCKS);

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    space.postConfig();
    List<LevelCount> levels = CellCounter.count(space.space());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          levels.stream()
              .map(CountCommand::json)
              .collect(Collectors.joining(",", "{\"levels\":[", "]}")));
      return;
    }
    out.printf(Locale.ROOT, "%6s %24s %24s %24s%n", "blocks", "raw", "swap-distinct", "distinct");
    for (LevelCount level : levels) {
      out.printf(
          Locale.ROOT,
          "%6d %,24d %,24d %,24d%n",
          level.blocks(),
          level.raw(),
          level.swapDistinct(),
          level.distinct());
    }
  }

  private static String json(LevelCount level) {
    return String.format(
        Locale.ROOT,
        "{\"blocks\":%d,\"raw\":%d,\"swapDistinct\":%d,\"distinct\":%d}",
        level.blocks(),
        level.raw(),
        level.swapDistinct(),
        level.distinct());
  }
}
