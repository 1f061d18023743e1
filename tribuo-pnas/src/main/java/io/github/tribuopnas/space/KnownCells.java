package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Registry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Published cells of the search space, by name.
 *
 * <ul>
 *   <li>{@code pnasnet5}: the best five-block cell of PNAS (figure 1 of the paper), as in the
 *       authors' released code.
 *   <li>{@code nasnet-a-normal}: the normal cell of NASNet-A (Zoph et al. 2018), as in TensorFlow's
 *       slim and in DARTS. NASNet has another cell for reduction and concatenates an input of the
 *       cell besides its unused blocks, so a network of this cell alone is not NASNet-A.
 * </ul>
 *
 * <p>The best cells of PNAS with one to four blocks are published only as drawings and are left
 * out, as is AmoebaNet-A, on which its public implementations disagree.
 */
public final class KnownCells {

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
   * Returns all known cells.
   *
   * @return the cells by name, in a fixed order; cannot be changed
   */
  public static Map<String, Cell> all() {
    return CELLS;
  }
}
