package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of training one cell. Closing it frees the network, not the model.
 *
 * @param model the network on ONNX Runtime
 * @param network the network as it was trained
 * @param validationAccuracy its accuracy on the images held out, 0 to 1; absent if none were
 * @param doubt why that accuracy shows that nothing was learned; absent if it does not
 */
public record CellOutcome(
    PNASModel model,
    TrainedNetwork network,
    OptionalDouble validationAccuracy,
    Optional<String> doubt)
    implements AutoCloseable {

  /**
   * Returns the largest difference between the probabilities of the engine that trained the network
   * and of ONNX Runtime.
   *
   * @param images images of the network's size
   * @param count how many of them, from the first, at most
   * @return the largest absolute difference of a probability
   */
  public double parity(PackedImages images, int count) {
    return Parity.largest(TrainedEnsemble.of(network), model, images, count);
  }

  @Override
  public void close() {
    network.close();
  }
}
