package io.github.tribuopnas.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * The paper's recurrent predictor (PNAS, section 4.2): a long short-term memory reads the
 * embeddings of all tokens, block by block; its last hidden state goes through one layer and a
 * sigmoid. All inputs share one table of embeddings, and all operations another.
 */
final class LstmNetwork implements TokenNetwork {

  private static final int GATES = 4;
  private static final int EMBEDDINGS = TokenRows.INPUTS + TokenRows.OPERATIONS;

  @Override
  public List<Weight> weights() {
    return List.of(
        Weight.embedding("embeddings", EMBEDDINGS),
        Weight.layer("inputWeights", GATES * UNITS, UNITS),
        Weight.layer("hiddenWeights", GATES * UNITS, UNITS),
        Weight.bias("inputBias", GATES * UNITS, 0),
        Weight.bias("hiddenBias", GATES * UNITS, 0),
        Weight.layer("last", 1, UNITS),
        Weight.bias("lastBias", 1, FIRST_BIAS));
  }

  @Override
  public NDArray forward(List<int[]> tokens, List<NDArray> weights, NDManager manager) {
    int cells = tokens.size();
    int length = tokens.stream().mapToInt(cell -> cell.length).max().orElseThrow();
    // Shorter cells are filled up behind their end, where their own state was read already.
    long[] padded = new long[cells * length];
    float[] ends = new float[cells * length];
    int row = 0;
    for (int[] cell : tokens) {
      for (int i = 0; i < cell.length; i++) {
        boolean isInput = i % TokenRows.TOKENS_OF_BLOCK < TokenRows.TOKENS_OF_BLOCK / 2;
        padded[row + i] = isInput ? cell[i] : TokenRows.INPUTS + cell[i];
      }
      ends[row + cell.length - 1] = 1;
      row += length;
    }
    NDArray places = manager.create(padded, new Shape(cells, length));
    NDArray embedded = embed(places, weights.get(0));
    NDArray zero = manager.zeros(new Shape(1, cells, UNITS));
    NDList states =
        embedded
            .getNDArrayInternal()
            .lstm(
                embedded,
                new NDList(zero, zero),
                new NDList(weights.get(1), weights.get(2), weights.get(3), weights.get(4)),
                true,
                1,
                0,
                true,
                false,
                true);
    NDArray last =
        states.get(0).mul(manager.create(ends, new Shape(cells, length, 1))).sum(new int[] {1});
    return last.getNDArrayInternal()
        .linear(last, weights.get(5), weights.get(6))
        .singletonOrThrow()
        .getNDArrayInternal()
        .sigmoid()
        .reshape(-1);
  }

  private static NDArray embed(NDArray places, NDArray table) {
    return places
        .getNDArrayInternal()
        .embedding(places, table, ai.djl.ndarray.types.SparseFormat.DENSE)
        .singletonOrThrow();
  }
}
