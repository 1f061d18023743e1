package io.github.tribuopnas.cli;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.Operation;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that restrict the space of cells. */
final class SpaceOptions {

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

  @Option(
      names = "--concat",
      paramLabel = "BLOCKS",
      description = "Blocks that a cell's output joins: all, or those unused by other blocks.")
  private String concatenation = Concatenation.ALL.text();

  List<Operation> operations(CommandSpec spec) {
    return Usage.parsed(spec, () -> operations.stream().map(Operation::parse).toList());
  }

  List<Integer> inputs(CommandSpec spec) {
    return Usage.parsed(spec, () -> inputs.stream().map(Branch::parseInput).toList());
  }

  Concatenation concatenation(CommandSpec spec) {
    return Usage.parsed(spec, () -> Concatenation.parse(concatenation));
  }
}
