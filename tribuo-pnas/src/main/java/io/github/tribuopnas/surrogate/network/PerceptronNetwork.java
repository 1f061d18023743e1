package io.github.tribuopnas.surrogate.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.surrogate.feature.TokenRows;
import java.util.List;

/**
 * The paper's multilayer perceptron (PNAS, section 4.2): the embeddings of a block's four tokens
 * side by side, their mean over the blocks, two rectified layers, a sigmoid. It knows no order of
 * blocks.
 *
 * <p>The mean over blocks of an embedding is the fraction of each token times its embedding, so
 * that cells of any numbers of blocks go through in one product of matrices.
 */
final class PerceptronNetwork implements TokenNetwork {

  private final int operations;

  /** Makes the network for so many operations. */
  PerceptronNetwork(int operations) {
    this.operations = operations;
  }

  @Override
  public List<Weight> weights() {
    return List.of(
        Weight.embedding("inputs", TokenRows.INPUTS),
        Weight.embedding("operations", operations),
        Weight.layer("first", UNITS, TokenRows.TOKENS_OF_BLOCK * UNITS),
        Weight.bias("firstBias", UNITS, 0f),
        Weight.layer("second", UNITS, UNITS),
        Weight.bias("secondBias", UNITS, 0f),
        Weight.layer("last", 1, UNITS),
        Weight.bias("lastBias", 1, FIRST_BIAS));
  }

  @Override
  public NDArray forward(List<int[]> tokens, List<NDArray> weights, NDManager manager) {
    NDArray mean =
        fractions(tokens, 0, TokenRows.INPUTS, manager)
            .matMul(weights.get(0))
            .concat(fractions(tokens, 1, TokenRows.INPUTS, manager).matMul(weights.get(0)), 1)
            .concat(fractions(tokens, 2, operations, manager).matMul(weights.get(1)), 1)
            .concat(fractions(tokens, 3, operations, manager).matMul(weights.get(1)), 1);
    NDArray first = linear(mean, weights.get(2), weights.get(3)).getNDArrayInternal().relu();
    NDArray second = linear(first, weights.get(4), weights.get(5)).getNDArrayInternal().relu();
    return linear(second, weights.get(6), weights.get(7))
        .getNDArrayInternal()
        .sigmoid()
        .reshape(-1);
  }

  private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    NDList result = x.getNDArrayInternal().linear(x, weight, bias);
    return result.singletonOrThrow();
  }

  /** The fraction of each token among a slot of all blocks, {@code [cell, token]}. */
  private static NDArray fractions(List<int[]> tokens, int slot, int count, NDManager manager) {
    float[] fractions = new float[tokens.size() * count];
    int row = 0;
    for (int[] cell : tokens) {
      float fraction = (float) TokenRows.TOKENS_OF_BLOCK / cell.length;
      for (int i = slot; i < cell.length; i += TokenRows.TOKENS_OF_BLOCK) {
        fractions[row + cell[i]] += fraction;
      }
      row += count;
    }
    return manager.create(fractions, new Shape(tokens.size(), count));
  }
}
