package io.github.tribuopnas.benchmarks.nasbench201;

import io.github.tribuopnas.space.Candidates;
import io.github.tribuopnas.space.SearchSpace;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The cells of NAS-Bench-201 as a space that grows: at level 1 only node 1 is built and passed on,
 * at level 2 nodes 1 and 2 are built and node 2 is passed on, level 3 is the whole cell. So a cell
 * of level 2 has edges 0-1, 0-2, 1-2 and passes node 2 on to the output; its children have any
 * three edges into the output.
 *
 * <p>Every cell is of one level, the least at which it occurs. Where cells that compute the same
 * are one, one of them stands for all; the children of such a cell are those of all texts that
 * compute it. Immutable.
 */
public final class Nasbench201Space implements SearchSpace<Architecture> {

  private static final int LEVELS = 3;
  private static final int OPERATIONS = EdgeOperation.values().length;

  /** Edges that are built at each level; those not yet built pass nothing on. */
  private static final int[] EDGES_BUILT = {0, 1, 3, 6};

  /** The edge into the output that passes the last node on, below the last level. */
  private static final int[] PASSED_ON = {-1, 4, 5};

  /** The partial cell that stands for each that computes the same, by code. */
  private final int[] computation;

  /** The cell that stands for each, by code. */
  private final int[] representative;

  /** The level of each cell that stands for some, by code. */
  private final int[] levels = new int[Architecture.COUNT];

  /** The cells of each level, ascending. */
  private final int[][] ofLevel = new int[LEVELS + 1][];

  private Nasbench201Space(int[] computation, int[] representative) {
    this.computation = computation;
    this.representative = representative;
    Arrays.fill(levels, LEVELS);
    for (int level = LEVELS - 1; level >= 1; level--) {
      for (int prefix = 0; prefix < prefixes(level); prefix++) {
        levels[computation[partial(level, prefix)]] = level;
      }
    }
    for (int level = 1; level <= LEVELS; level++) {
      int wanted = level;
      ofLevel[level] =
          Arrays.stream(representative)
              .distinct()
              .filter(c -> levels[c] == wanted)
              .sorted()
              .toArray();
    }
  }

  /**
   * Returns the space in which every text is an architecture of its own.
   *
   * @return the space of 15,625 cells: 5, 125 and the rest
   */
  public static Nasbench201Space ofTexts() {
    int[] same = new int[Architecture.COUNT];
    Arrays.setAll(same, code -> code);
    return new Nasbench201Space(same, same);
  }

  /**
   * Returns the space in which every text is an architecture of its own, since each was measured by
   * itself, but partial cells that compute the same are one: a cell of the last level may be grown
   * from any of them.
   *
   * @return the space of 15,625 cells
   */
  public static Nasbench201Space ofMeasurements() {
    int[] same = new int[Architecture.COUNT];
    Arrays.setAll(same, code -> code);
    return new Nasbench201Space(computations(), same);
  }

  /**
   * Returns the space in which cells that compute the same are one architecture: the one of the
   * least code.
   *
   * @return the space
   */
  public static Nasbench201Space ofComputations() {
    int[] representative = computations();
    return new Nasbench201Space(representative, representative);
  }

  private static int[] computations() {
    Map<List<Integer>, Integer> first = new HashMap<>();
    int[] representative = new int[Architecture.COUNT];
    Arrays.setAll(
        representative,
        code -> {
          Integer known = first.putIfAbsent(Computation.form(new Architecture(code)), code);
          return known == null ? code : known;
        });
    return representative;
  }

  private static int prefixes(int level) {
    int prefixes = 1;
    for (int edge = 0; edge < EDGES_BUILT[level]; edge++) {
      prefixes *= OPERATIONS;
    }
    return prefixes;
  }

  /** The text of a level below the last in which the edges built so far have given operations. */
  private static int partial(int level, int prefix) {
    Architecture built = new Architecture(prefix * Architecture.COUNT / prefixes(level));
    return built.with(PASSED_ON[level], EdgeOperation.SKIP).code();
  }

  /**
   * Returns how many architectures there are.
   *
   * @param level the level, 1 to 3
   * @return the number of distinct architectures of that level
   */
  public int size(int level) {
    return ofLevel[level].length;
  }

  /**
   * Returns the architecture that stands for a cell.
   *
   * @param cell any cell
   * @return an architecture of this space that computes the same
   */
  public Architecture representative(Architecture cell) {
    return new Architecture(representative[cell.code()]);
  }

  @Override
  public int levels() {
    return LEVELS;
  }

  @Override
  public int level(Architecture architecture) {
    return levels[representative[architecture.code()]];
  }

  @Override
  public Candidates<Architecture> initial() {
    return candidates(ofLevel[1]);
  }

  /**
   * Returns all architectures that are one level above their parents. To them belong the children
   * of partial cells that compute what one of a lower level does already: those need not be
   * measured again to be built upon.
   *
   * @throws IllegalArgumentException if the parents are of several levels or of the last
   */
  @Override
  public Candidates<Architecture> expand(List<Architecture> parents) {
    if (parents.isEmpty()) {
      return candidates(new int[0]);
    }
    int level = level(parents.get(0));
    if (level == LEVELS) {
      throw new IllegalArgumentException("cells of level 3, the last, cannot be expanded");
    }
    BitSet expanded = new BitSet();
    for (Architecture parent : parents) {
      if (level(parent) != level) {
        throw new IllegalArgumentException(
            "parents of levels " + level + " and " + level(parent) + "; allowed is one level");
      }
      expanded.set(computation[parent.code()]);
    }
    BitSet children = new BitSet();
    for (int prefix = 0; prefix < prefixes(level); prefix++) {
      int parent = computation[partial(level, prefix)];
      if (expanded.get(parent) || levels[parent] < level) {
        addChildren(level, prefix, children);
      }
    }
    return candidates(children.stream().toArray());
  }

  private void addChildren(int level, int prefix, BitSet children) {
    int ways = prefixes(level + 1) / prefixes(level);
    for (int way = 0; way < ways; way++) {
      int longer = prefix * ways + way;
      int child =
          level + 1 == LEVELS ? representative[longer] : computation[partial(level + 1, longer)];
      if (levels[child] == level + 1) {
        children.set(child);
      }
    }
  }

  private static Candidates<Architecture> candidates(int[] codes) {
    return new Candidates<>() {
      @Override
      public int size() {
        return codes.length;
      }

      @Override
      public Architecture get(int index) {
        return new Architecture(codes[index]);
      }
    };
  }

  /** Returns an architecture drawn uniformly from all distinct ones of a level. */
  @Override
  public Architecture random(int level, RandomGenerator random) {
    return new Architecture(ofLevel[level][random.nextInt(ofLevel[level].length)]);
  }

  /**
   * Returns an architecture in which the operation of one edge was replaced by another, both drawn
   * uniformly. Draws again where the change computes the same, or is of another level.
   */
  @Override
  public Architecture mutate(Architecture parent, RandomGenerator random) {
    int level = level(parent);
    while (true) {
      int edge = random.nextInt(Architecture.EDGES.size());
      EdgeOperation operation = EdgeOperation.values()[random.nextInt(OPERATIONS)];
      Architecture mutant = representative(parent.with(edge, operation));
      if (!mutant.equals(representative(parent)) && level(mutant) == level) {
        return mutant;
      }
    }
  }

  /** Returns five alternatives for each edge that is built at the level. */
  @Override
  public List<Integer> choices(int level) {
    return Collections.nCopies(EDGES_BUILT[level], OPERATIONS);
  }

  @Override
  public Architecture decode(int level, List<Integer> chosen) {
    if (chosen.size() != EDGES_BUILT[level]) {
      throw new IllegalArgumentException(
          chosen.size() + " choices; level " + level + " has " + EDGES_BUILT[level]);
    }
    int code = 0;
    for (int choice : chosen) {
      code = code * OPERATIONS + choice;
    }
    return new Architecture(
        level == LEVELS ? representative[code] : computation[partial(level, code)]);
  }

  /** Returns a bit for the operation of each edge. */
  @Override
  public long parts(Architecture architecture) {
    long parts = 0;
    for (int edge = 0; edge < Architecture.EDGES.size(); edge++) {
      parts |= 1L << (edge * OPERATIONS + architecture.operation(edge).ordinal());
    }
    return parts;
  }

  @Override
  public String id(Architecture architecture) {
    return architecture.toString();
  }

  @Override
  public Architecture parse(String id) {
    return representative(Architecture.parse(id));
  }
}
