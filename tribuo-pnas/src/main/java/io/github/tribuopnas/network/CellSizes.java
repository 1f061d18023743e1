package io.github.tribuopnas.network;

import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exact sizes of one network stacked from many cells, each in less than a microsecond: a
 * network is built only for a shape of cell, or an operation in a place, that is met for the first
 * time.
 *
 * <p>The size of a network is that of the same network of identities, its skeleton, and what each
 * branch has more than an identity. A skeleton depends on how many blocks there are and are joined,
 * and on how many branches read each input; what a branch has more, on its operation, on what it
 * reads, and on whether others read the same input. Not safe for use by several threads.
 */
public final class CellSizes {

  /** The inputs, and all blocks as one. */
  private static final int SOURCES = 3;

  private static final int READERS = 2 * Cell.MAX_BLOCKS + 1;
  private static final int OPERATIONS = Operation.values().length;

  /** In place of the number of a branch. */
  private static final int NO_BRANCH = -1;

  private final NetworkSpec network;
  private final Function<CellNetwork, NetworkSize> size;

  /** By blocks, joined blocks and the readers of each input. */
  private final @Nullable NetworkSize[] skeletons =
      new NetworkSize[(Cell.MAX_BLOCKS + 1) * (Cell.MAX_BLOCKS + 1) * READERS * READERS];

  /** By joined blocks, source, whether it has one reader, and operation. */
  private final @Nullable NetworkSize[] surpluses =
      new NetworkSize[(Cell.MAX_BLOCKS + 1) * SOURCES * 2 * OPERATIONS];

  /** Of each source, in the cell that is measured. */
  private final int[] readers = new int[SOURCES];

  /**
   * Starts without having built a network.
   *
   * @param network what the cells are stacked to; its own cell does not matter
   */
  public CellSizes(NetworkSpec network) {
    this(network, CellNetwork::size);
  }

  /** Starts for what is a sum of what each branch has. */
  CellSizes(NetworkSpec network, Function<CellNetwork, NetworkSize> size) {
    this.network = network;
    this.size = size;
  }

  /**
   * Returns the size of the network of a cell.
   *
   * @param cell the cell
   * @return the size, which {@link NetworkSummary} tells as well
   */
  public NetworkSize of(Cell cell) {
    int joined = countJoined(cell);
    NetworkSize skeleton = skeleton(cell, joined);
    long parameters = skeleton.parameters();
    long multAdds = skeleton.multAdds();
    long activations = skeleton.activations();
    long operators = skeleton.operators();
    for (int number = 0; number < 2 * cell.size(); number++) {
      NetworkSize surplus = surplus(cell, joined, number);
      parameters += surplus.parameters();
      multAdds += surplus.multAdds();
      activations += surplus.activations();
      operators += surplus.operators();
    }
    return new NetworkSize(parameters, multAdds, activations, operators);
  }

  /** Counts the readers too. */
  private int countJoined(Cell cell) {
    Arrays.fill(readers, 0);
    int joined = 0;
    for (int block = 1; block <= cell.size(); block++) {
      readers[source(cell.left(block))]++;
      readers[source(cell.right(block))]++;
      joined += network.concatenation().includes(cell, block) ? 1 : 0;
    }
    return joined;
  }

  private static int source(Branch branch) {
    return Math.min(branch.input() - Branch.BEFORE_PREVIOUS, SOURCES - 1);
  }

  /** Branches are numbered from 0, two for each block. */
  private static Branch branch(Cell cell, int number) {
    int block = 1 + number / 2;
    return number % 2 == 0 ? cell.left(block) : cell.right(block);
  }

  private NetworkSize skeleton(Cell cell, int joined) {
    int blocks = cell.size() * (Cell.MAX_BLOCKS + 1) + joined;
    int place = (blocks * READERS + readers[0]) * READERS + readers[1];
    NetworkSize known = skeletons[place];
    if (known == null) {
      known = ofIdentitiesBut(NO_BRANCH, cell);
      skeletons[place] = known;
    }
    return known;
  }

  private NetworkSize surplus(Cell cell, int joined, int number) {
    Branch branch = branch(cell, number);
    int source = source(branch);
    int shared = readers[source] > 1 ? 1 : 0;
    int place =
        ((joined * SOURCES + source) * 2 + shared) * OPERATIONS + branch.operation().ordinal();
    NetworkSize known = surpluses[place];
    if (known == null) {
      known = ofIdentitiesBut(number, cell).minus(skeleton(cell, joined));
      surpluses[place] = known;
    }
    return known;
  }

  /** The size of a network whose branches are identities, except one that stays as it is. */
  private NetworkSize ofIdentitiesBut(int kept, Cell cell) {
    List<Branch> branches = new ArrayList<>();
    for (int number = 0; number < 2 * cell.size(); number++) {
      Branch branch = branch(cell, number);
      branches.add(number == kept ? branch : new Branch(branch.input(), Operation.IDENTITY));
    }
    List<Block> blocks = new ArrayList<>();
    for (int number = 0; number < branches.size(); number += 2) {
      blocks.add(new Block(branches.get(number), branches.get(number + 1)));
    }
    return size.apply(new CellNetwork(network.withCell(Cell.of(blocks))));
  }
}
