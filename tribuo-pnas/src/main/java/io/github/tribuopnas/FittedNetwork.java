package io.github.tribuopnas;

import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.calibration.Temperature;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trained network with the views and the temperature that fit images that it was not trained on.
 *
 * @param finalist what was trained
 * @param views what it is shown of an image
 * @param logits what it says of those images then
 * @param temperature what its logits are divided by
 */
record FittedNetwork(Finalist finalist, Views views, LabeledLogits logits, double temperature) {

  /** Fits a network to what it, or one like it, says of images by each choice of views. */
  static FittedNetwork of(Finalist finalist, Map<Views, LabeledLogits> said) {
    return said.entrySet().stream()
        .map(
            one ->
                new FittedNetwork(
                    finalist, one.getKey(), one.getValue(), Temperature.fit(one.getValue())))
        .reduce((one, other) -> other.loss() < one.loss() ? other : one)
        .orElseThrow();
  }

  /** Returns the mean cross-entropy on these images. */
  double loss() {
    return logits.loss(temperature);
  }

  double[][] probabilities() {
    return logits.probabilities(temperature);
  }

  TrainedEnsemble.Member member(TrainedNetwork network, double weight) {
    return new TrainedEnsemble.Member(network, weight, views, temperature);
  }

  /** Returns how the finalist did after a number of epochs. */
  FinalResult.Standing standing(int epochs, double weight) {
    return new FinalResult.Standing(
        finalist,
        epochs,
        OptionalDouble.of(logits.accuracy()),
        OptionalDouble.of(loss()),
        views,
        temperature,
        weight,
        Optional.empty());
  }
}
