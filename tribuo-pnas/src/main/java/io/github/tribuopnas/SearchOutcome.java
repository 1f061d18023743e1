package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.SortedMap;

/**
 * What a search gives beyond its model: the trials, and the trained networks themselves, against
 * which the exported ones are compared. Closing it frees the networks, not the model.
 *
 * @param model the winner on ONNX Runtime
 * @param trials all trials in the order of the search
 * @param winner the winning trial
 * @param finals what final training gave, the networks of the model among it
 * @param foresight the rank correlation of what was known before the first trial with the trials of
 *     each level; empty if nothing was, or the search does not predict
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
