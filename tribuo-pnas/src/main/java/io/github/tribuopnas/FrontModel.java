package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial whose network was trained fully, as a model.
 *
 * @param trial the trial
 * @param model its model on ONNX Runtime, closed apart
 * @param plan what final training was set to do
 * @param finals the result of final training, including the networks of the model
 * @param measured what the exported model was measured for besides accuracy, by metric; empty if
 *     nothing but accuracy is sought
 */
public record FrontModel(
    Trial<Cell> trial,
    PNASModel model,
    FinalPlan plan,
    FinalResult finals,
    Map<String, Double> measured) {

  /**
   * Copies the map.
   *
   * @param trial the trial
   * @param model its model on ONNX Runtime, closed apart
   * @param plan what final training was set to do
   * @param finals the result of final training, including the networks of the model
   * @param measured what the exported model was measured for besides accuracy, by metric; empty if
   *     nothing but accuracy is sought
   */
  public FrontModel {
    measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
  }

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
}
