package io.github.tribuopnas.surrogate.feature;

import io.github.tribuopnas.space.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.regression.Regressor;

/** Reads the tokens of {@link CellTokens} out of Tribuo's examples. Immutable. */
public final class TokenRows {

  /** Tokens of a block: two inputs and two operations. */
  public static final int TOKENS_OF_BLOCK = 4;

  /** The inputs are {@code pp}, {@code p} and all blocks but the last. */
  public static final int INPUTS = 2 + Cell.MAX_BLOCKS - 1;

  private final Map<String, Integer> placeOf = new HashMap<>();
  private final int blocks;
  private final int operations;

  /**
   * Finds the tokens among features.
   *
   * @param features the features of a dataset or model
   * @param operations how many operations the tokens tell apart
   * @throws IllegalArgumentException if there are others, or a block misses one
   */
  public TokenRows(FeatureMap features, int operations) {
    this.operations = operations;
    int number = 1;
    while (features.get(names(number).get(0)) != null) {
      for (String name : names(number)) {
        placeOf.put(name, placeOf.size());
      }
      number++;
    }
    blocks = number - 1;
    boolean allThere = placeOf.keySet().stream().allMatch(name -> features.get(name) != null);
    if (blocks == 0 || !allThere || features.size() != placeOf.size()) {
      throw new IllegalArgumentException(
          "the paper's predictors read the tokens of cells, such as block1:input1; of the "
              + features.size()
              + " features here only "
              + (allThere ? placeOf.size() : 0)
              + " are such; use the features of CellTokens");
    }
  }

  /** The names of a block's tokens. */
  static List<String> names(int block) {
    String prefix = "block" + block + ":";
    return List.of(
        prefix + "input1", prefix + "input2", prefix + "operation1", prefix + "operation2");
  }

  /** How many tokens the longest cell has. */
  int length() {
    return blocks * TOKENS_OF_BLOCK;
  }

  /**
   * Returns an example's tokens, without the zeros of blocks that its cell does not have.
   *
   * @param example the features of a cell
   * @return the tokens, numbered from 0, {@link #TOKENS_OF_BLOCK} for each block
   * @throws IllegalArgumentException if one is no token of its place, or a block misses one
   */
  public int[] tokens(Example<Regressor> example) {
    double[] values = new double[length()];
    for (Feature feature : example) {
      Integer place = placeOf.get(feature.getName());
      if (place != null) {
        values[place] = feature.getValue();
      }
    }
    return tokens(values);
  }

  private int[] tokens(double[] values) {
    int length = 0;
    while (length < values.length && values[length] != 0) {
      length += TOKENS_OF_BLOCK;
    }
    int[] tokens = new int[length];
    for (int place = 0; place < values.length; place++) {
      boolean isInput = place % TOKENS_OF_BLOCK < TOKENS_OF_BLOCK / 2;
      int most = place >= length ? 0 : isInput ? INPUTS : operations;
      int least = place >= length ? 0 : 1;
      int token = (int) values[place];
      if (token != values[place] || token < least || token > most) {
        throw new IllegalArgumentException(
            "token "
                + values[place]
                + " at place "
                + place
                + "; allowed are whole numbers from "
                + least
                + " to "
                + most);
      }
      if (place < length) {
        tokens[place] = token - 1;
      }
    }
    if (length == 0) {
      throw new IllegalArgumentException(
          "an example without tokens; a cell has one block at least");
    }
    return tokens;
  }
}
