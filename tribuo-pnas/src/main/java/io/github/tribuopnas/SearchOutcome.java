package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.TrainedNetwork;
import java.util.List;

/**
 * What a search gives beyond its model: the trials, and the trained network itself, against which
 * the exported one is compared. Closing it frees the network, not the model.
 *
 * @param model the winner on ONNX Runtime
 * @param trials all trials in the order of the search
 * @param winner the winning trial
 * @param network the winner as it was trained
 */
public record SearchOutcome(
    PNASModel model, List<Trial<Cell>> trials, Trial<Cell> winner, TrainedNetwork network)
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
    return Parity.largest(network, model, images, count);
  }

  @Override
  public void close() {
    network.close();
  }
}
