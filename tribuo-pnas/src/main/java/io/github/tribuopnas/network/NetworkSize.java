package io.github.tribuopnas.network;

/**
 * How large a network is.
 *
 * @param parameters trainable parameters
 * @param multAdds multiply-adds of one image, in convolutions and the classifier
 * @param activations numbers put out by convolutions and the classifier for one image
 */
public record NetworkSize(long parameters, long multAdds, long activations) {

  NetworkSize minus(NetworkSize other) {
    return new NetworkSize(
        parameters - other.parameters, multAdds - other.multAdds, activations - other.activations);
  }
}
