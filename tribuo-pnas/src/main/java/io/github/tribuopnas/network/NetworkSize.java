package io.github.tribuopnas.network;

/**
 * How large a network is.
 *
 * @param parameters trainable parameters
 * @param multAdds multiply-adds of one image, in convolutions and the classifier
 * @param activations numbers put out by convolutions and the classifier for one image
 * @param operators convolutions, poolings, sums of branches, concatenations and fully connected
 *     layers
 */
public record NetworkSize(long parameters, long multAdds, long activations, long operators) {

  static NetworkSize of(long parameters, Cost cost) {
    return new NetworkSize(parameters, cost.multAdds(), cost.activations(), cost.operators());
  }

  NetworkSize minus(NetworkSize other) {
    return new NetworkSize(
        parameters - other.parameters,
        multAdds - other.multAdds,
        activations - other.activations,
        operators - other.operators);
  }
}
