package io.github.tribuopnas.space;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cells a search may try. */
public final class SpaceOptions extends OptionGroup<SpaceOptions> {

  private static final String BLOCKS = "Blocks of the largest cells, 1 to 5.";
  private static final String OPERATIONS =
      "Operations that cells may use, or a group of them: paper (its eight), fast or all.";
  private static final String INPUTS =
      "Inputs from outside the cell: p (the previous cell), pp (the one before it).";

  @Config(description = BLOCKS)
  @Option(names = "--blocks", paramLabel = "B", description = BLOCKS)
  @Range(from = 1, to = Cell.MAX_BLOCKS)
  private int blocks = 3;

  @Config(description = OPERATIONS)
  @Option(names = "--operations", paramLabel = "OPERATION", split = ",", description = OPERATIONS)
  private List<String> operations = List.of(OperationGroup.PAPER.text());

  @Config(description = INPUTS)
  @Option(names = "--inputs", paramLabel = "INPUT", split = ",", description = INPUTS)
  private List<String> inputs = List.of("pp", "p");

  /** Starts from the defaults. */
  public SpaceOptions() {}

  /**
   * Returns these options with another size of the largest cells.
   *
   * @param number blocks, 1 to 5
   * @return the changed copy
   */
  public SpaceOptions withBlocks(int number) {
    return with(copy -> copy.blocks = number);
  }

  /**
   * Returns these options with other operations.
   *
   * @param allowed what cells may use, at least one; order and repetition mean nothing
   * @return the changed copy
   */
  public SpaceOptions withOperations(Collection<Operation> allowed) {
    return with(copy -> copy.operations = allowed.stream().map(Operation::text).toList());
  }

  /**
   * Returns these options with other inputs.
   *
   * @param allowed {@link Branch#BEFORE_PREVIOUS}, {@link Branch#PREVIOUS} or both
   * @return the changed copy
   */
  public SpaceOptions withInputs(Collection<Integer> allowed) {
    return with(copy -> copy.inputs = allowed.stream().map(Branch::inputText).toList());
  }

  @Override
  protected void check() {
    check("operations and inputs", this::space);
  }

  /**
   * Returns the space that these options describe.
   *
   * @return a new space
   */
  public CellSpace space() {
    return CellSpace.builder()
        .setBlocks(blocks)
        .optOperations(OperationGroup.parse(operations))
        .optInputs(inputs.stream().map(Branch::parseInput).toList())
        .build();
  }
}
