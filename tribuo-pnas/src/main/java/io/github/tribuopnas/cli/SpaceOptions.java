package io.github.tribuopnas.cli;

import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Operation;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that restrict the space of cells. */
final class SpaceOptions {

  @Option(
      names = "--operations",
      split = ",",
      paramLabel = "OPERATION",
      description = "A subset of the operations (all).")
  private List<String> operations = Operation.texts();

  @Option(
      names = "--inputs",
      split = ",",
      paramLabel = "INPUT",
      description =
          "Inputs from outside the cell: p (the previous cell), pp (the one before) or both.",
      defaultValue = "pp,p")
  private List<String> inputs;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee;

  List<Operation> operations() {
    try {
      return operations.stream().map(Operation::parse).toList();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  List<Integer> inputs() {
    try {
      return inputs.stream().map(Branch::parseInput).toList();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private CommandLine.ParameterException usage(IllegalArgumentException cause) {
    return new CommandLine.ParameterException(mixee.commandLine(), cause.getMessage(), cause);
  }
}
