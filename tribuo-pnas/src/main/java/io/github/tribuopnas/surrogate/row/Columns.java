package io.github.tribuopnas.surrogate.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableFeatureMap;

/** Translates Tribuo's feature numbers, which follow the alphabet, to the columns of rows. */
public final class Columns {

  private Columns() {}

  /**
   * Returns the column of each feature number.
   *
   * @param features the features of a model
   * @param names the names of the columns
   * @return for each feature number the index of its column
   * @throws IllegalArgumentException if a feature is no column
   */
  public static int[] of(ImmutableFeatureMap features, List<String> names) {
    Map<String, Integer> columnOf = new HashMap<>();
    for (String name : names) {
      columnOf.put(name, columnOf.size());
    }
    int[] columns = new int[features.size()];
    for (int id = 0; id < columns.length; id++) {
      String name = features.get(id).getName();
      Integer column = columnOf.get(name);
      if (column == null) {
        throw new IllegalArgumentException(
            "the model reads feature " + name + ", which is not in the rows");
      }
      columns[id] = column;
    }
    return columns;
  }
}
