package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.FlipChoice;
import io.github.tribuopnas.training.TrainedEnsemble;
import io.github.tribuopnas.training.TrainedNetwork;
import io.github.tribuopnas.training.augment.Flip;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.calibration.Temperature;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trained network with the views and the temperature that fit images that it was not trained on.
 *
 * @param finalist what was trained
 * @param network the network
 * @param views what it is shown of an image
 * @param logits what it says of those images then
 * @param temperature what its logits are divided by
 */
record FittedNetwork(
    Finalist finalist,
    TrainedNetwork network,
    Views views,
    LabeledLogits logits,
    double temperature) {

  /** Fits a network to images. */
  static FittedNetwork of(
      Finalist finalist, TrainedNetwork network, FlipChoice mirrors, PackedImages heldOut) {
    FittedNetwork plain = of(finalist, network, Views.PLAIN, heldOut);
    if (views(finalist, mirrors) == Views.PLAIN) {
      return plain;
    }
    FittedNetwork mirrored = of(finalist, network, Views.MIRRORED, heldOut);
    return mirrors == FlipChoice.ON || mirrored.loss() < plain.loss() ? mirrored : plain;
  }

  private static FittedNetwork of(
      Finalist finalist, TrainedNetwork network, Views views, PackedImages heldOut) {
    LabeledLogits logits = network.logits(heldOut, views);
    return new FittedNetwork(finalist, network, views, logits, Temperature.fit(logits));
  }

  /**
   * Returns what a network may be shown: mirror images, unless forbidden, of networks that were
   * trained on them.
   */
  static Views views(Finalist finalist, FlipChoice mirrors) {
    return switch (mirrors) {
      case ON -> Views.MIRRORED;
      case OFF -> Views.PLAIN;
      case AUTO ->
          finalist.recipe().augmentations().contains(new Flip()) ? Views.MIRRORED : Views.PLAIN;
    };
  }

  private double loss() {
    return logits.loss(temperature);
  }

  double[][] probabilities() {
    return logits.probabilities(temperature);
  }

  TrainedEnsemble.Member member(double weight) {
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
