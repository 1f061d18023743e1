package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.SortedMap;

/**
 * The result of a search: its model, the trials, and the trained networks themselves, with which
 * the exported ones are compared. Closing it frees the networks, not the model.
 *
 * @param model the winner on ONNX Runtime
 * @param trials all trials in the order of the search
 * @param winner the winning trial
 * @param finals the result of final training, including the networks of the model
 * @param foresight for each level, the rank correlation between the predictions made before the
 *     first trial and the trials; empty if there were none
 */
public record SearchOutcome(
    PNASModel model,
    List<Trial<Cell>> trials,
    Trial<Cell> winner,
    FinalResult finals,
    SortedMap<Integer, Double> foresight)
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
    return Parity.largest(finals.ensemble(), model, images, count);
  }

  @Override
  public void close() {
    finals.ensemble().close();
  }
}
