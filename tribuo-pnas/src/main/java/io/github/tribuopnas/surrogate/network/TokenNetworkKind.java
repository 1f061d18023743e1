package io.github.tribuopnas.surrogate.network;

import java.util.function.IntFunction;

/** The paper's own predictors. */
public enum TokenNetworkKind {
  /** A multilayer perceptron on the mean of the embeddings of blocks. */
  PERCEPTRON(PerceptronNetwork::new),
  /** A recurrent network, a long short-term memory, on the sequence of tokens. */
  LSTM(LstmNetwork::new);

  private final IntFunction<TokenNetwork> network;

  TokenNetworkKind(IntFunction<TokenNetwork> network) {
    this.network = network;
  }

  /**
   * Returns the network for some number of operations.
   *
   * @param operations how many the tokens tell apart
   * @return the network, without weights
   */
  public TokenNetwork network(int operations) {
    return network.apply(operations);
  }
}
