package io.github.tribuopnas.surrogate.network;

/** The paper's own predictors. */
public enum TokenNetworkKind {
  /** A multilayer perceptron on the mean of the embeddings of blocks. */
  PERCEPTRON(new PerceptronNetwork()),
  /** A recurrent network, a long short-term memory, on the sequence of tokens. */
  LSTM(new LstmNetwork());

  private final TokenNetwork network;

  TokenNetworkKind(TokenNetwork network) {
    this.network = network;
  }

  /**
   * Returns the network itself.
   *
   * @return how its weights begin and how it predicts
   */
  public TokenNetwork network() {
    return network;
  }
}
