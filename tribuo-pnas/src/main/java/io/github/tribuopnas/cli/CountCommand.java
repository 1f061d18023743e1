package io.github.tribuopnas.cli;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.CellCounter;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.LevelCount;
import io.github.tribuopnas.space.Operation;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
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

  @Option(names = "--blocks", description = "Blocks of the largest cells.", defaultValue = "5")
  private int blocks;

  @Option(
      names = "--operations",
      split = ",",
      paramLabel = "OPERATION",
      description = "Operations that cells may use.")
  private List<String> operations = Operation.texts(Operation.PAPER);

  @Option(
      names = "--inputs",
      split = ",",
      paramLabel = "INPUT",
      description = "Inputs from outside the cell: p (the previous cell), pp (the one before it).")
  private List<String> inputs = List.of("pp", "p");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<LevelCount> levels = CellCounter.count(space());
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

  private CellSpace space() {
    try {
      return CellSpace.builder()
          .setBlocks(blocks)
          .optOperations(operations.stream().map(Operation::parse).toList())
          .optInputs(inputs.stream().map(Branch::parseInput).toList())
          .build();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
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
