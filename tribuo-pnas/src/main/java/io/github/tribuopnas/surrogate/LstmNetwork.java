package io.github.tribuopnas.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;

/**
 * The paper's recurrent predictor (PNAS, section 4.2): a long short-term memory reads the
 * embeddings of all tokens, block by block; its last hidden state goes through one layer and a
 * sigmoid. All inputs share one table of embeddings, and all operations another.
 *
 * <p>Written out step by step, for the engine's own recurrent layer is wrong by up to 0.008 on some
 * processors: PyTorch 2.7.1 hands it to oneDNN, whose code for AVX-512 fails on AMD's Zen 5.
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
    // What a token adds to the gates is the same wherever it stands: computed once for each token.
    NDArray ofToken = linear(weights.get(0), weights.get(1), weights.get(3)).add(weights.get(4));
    NDArray hidden = manager.zeros(new Shape(cells, UNITS));
    NDArray memory = hidden;
    NDArray last = hidden;
    for (int i = 0; i < length; i++) {
      NDArray ofHidden = hidden.matMul(weights.get(2).transpose());
      NDList gates = embed(places(tokens, i, manager), ofToken).add(ofHidden).split(GATES, 1);
      NDArray in = sigmoid(gates.get(0)).mul(gates.get(2).tanh());
      memory = sigmoid(gates.get(1)).mul(memory).add(in);
      hidden = sigmoid(gates.get(3)).mul(memory.tanh());
      if ((i + 1) % TokenRows.TOKENS_OF_BLOCK == 0) {
        last = last.add(hidden.mul(ends(tokens, i, manager)));
      }
    }
    return sigmoid(linear(last, weights.get(5), weights.get(6))).reshape(-1);
  }

  /** The place of each cell's token in the table; any place behind the cell's end. */
  private static NDArray places(List<int[]> tokens, int i, NDManager manager) {
    boolean isInput = i % TokenRows.TOKENS_OF_BLOCK < TokenRows.TOKENS_OF_BLOCK / 2;
    long[] places = new long[tokens.size()];
    int row = 0;
    for (int[] cell : tokens) {
      if (i < cell.length) {
        places[row] = isInput ? cell[i] : TokenRows.INPUTS + cell[i];
      }
      row++;
    }
    return manager.create(places);
  }

  /** 1 for each cell whose last token this is, which is read no further; {@code [cell, 1]}. */
  private static NDArray ends(List<int[]> tokens, int i, NDManager manager) {
    float[] ends = new float[tokens.size()];
    int row = 0;
    for (int[] cell : tokens) {
      ends[row++] = cell.length == i + 1 ? 1 : 0;
    }
    return manager.create(ends, new Shape(ends.length, 1));
  }

  private static NDArray embed(NDArray places, NDArray table) {
    return places
        .getNDArrayInternal()
        .embedding(places, table, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
  }

  private static NDArray sigmoid(NDArray x) {
    return x.getNDArrayInternal().sigmoid();
  }
}
