package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Registry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Published and hand-made cells of the search space, by name.
 *
 * <ul>
 *   <li>{@code pnasnet5}: the best five-block cell of PNAS (figure 1 of the paper), as in the
 *       authors' released code.
 *   <li>{@code nasnet-a-normal}: the normal cell of NASNet-A (Zoph et al. 2018), as in TensorFlow's
 *       slim and in DARTS. NASNet has another cell for reduction and concatenates an input of the
 *       cell besides its unused blocks, so a network of this cell alone is not NASNet-A.
 *   <li>{@code resnet}: the basic block of residual networks (He et al. 2016). Networks of the
 *       direct layout with a stem multiplier of 1 and {@code F = 16} are the ResNet-8 ({@code N =
 *       1}), ResNet-20 ({@code N = 3}), ... for images of CIFAR-10, with projections where the
 *       channels change.
 *   <li>{@code plain}: a 3x3 convolution and a 1x1 convolution beside it, which together are one
 *       3x3 convolution: a plain network without shortcuts, in the form in which RepVGG (Ding et
 *       al. 2021) trains one.
 * </ul>
 *
 * <p>The best cells of PNAS with one to four blocks are published only as drawings and are left
 * out, as is AmoebaNet-A, on which its public implementations disagree.
 */
public final class KnownCells {

  /** Those cells that are no result of a search but made by hand. */
  public static final List<String> MADE_BY_HAND = List.of("resnet", "plain");

  private static final Map<String, Cell> CELLS = cells();

  private KnownCells() {}

  private static Map<String, Cell> cells() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    cells.put(
        "pnasnet5",
        Cell.parse(
            "pp:sep5x5+pp:max3x3,p:sep7x7+p:max3x3,p:sep5x5+p:sep3x3,"
                + "3:sep3x3+p:max3x3,pp:sep3x3+p:identity"));
    cells.put(
        "nasnet-a-normal",
        Cell.parse(
            "p:sep5x5+pp:sep3x3,pp:sep5x5+pp:sep3x3,p:avg3x3+pp:identity,"
                + "pp:avg3x3+pp:avg3x3,p:sep3x3+p:identity"));
    cells.put("resnet", Cell.parse("p:conv3x3x2+p:identity"));
    cells.put("plain", Cell.parse("p:conv3x3+p:conv1x1"));
    return Collections.unmodifiableMap(cells);
  }

  /**
   * Returns a known cell.
   *
   * @param name its name
   * @return the cell
   * @throws IllegalArgumentException if no cell has that name
   */
  public static Cell find(String name) {
    Registry<Cell> names = Registry.of("cell");
    for (Map.Entry<String, Cell> known : CELLS.entrySet()) {
      names = names.with(known.getKey(), numbers -> known.getValue());
    }
    return names.parse(name);
  }

  /**
   * Returns the cell of a text or of a name.
   *
   * @param text the text of any cell, or the name of a known one
   * @return the cell
   * @throws IllegalArgumentException if it is neither; the message names the offending part
   */
  public static Cell parse(String text) {
    Cell known = CELLS.get(text);
    return known == null ? Cell.parse(text) : known;
  }

  /**
   * Returns by which name a cell is known that was made by hand.
   *
   * @param cell any cell
   * @return its name; empty if it is none of them
   */
  public static Optional<String> madeByHand(Cell cell) {
    return MADE_BY_HAND.stream().filter(name -> find(name).equals(cell)).findFirst();
  }

  /**
   * Returns all known cells.
   *
   * @return the cells by name, in a fixed order; cannot be changed
   */
  public static Map<String, Cell> all() {
    return CELLS;
  }
}
