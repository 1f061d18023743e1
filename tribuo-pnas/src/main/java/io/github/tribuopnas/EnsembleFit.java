package io.github.tribuopnas;

import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.ViewChoice;
import io.github.tribuopnas.training.calibration.EnsembleWeights;
import io.github.tribuopnas.training.calibration.LabeledLogits;
import io.github.tribuopnas.training.calibration.Temperature;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Joins trained networks to one model: fits the views and the temperature of each, and the weights
 * and the temperature of all.
 *
 * @param views what networks may be shown of an image
 */
record EnsembleFit(ViewChoice views) {

  /** A network that was trained fully, for a number of epochs. */
  record Trained(Finalist finalist, TrainedNetwork network, int epochs) {}

  /**
   * Joins networks by images that none of them was trained on, and closes those that do not count.
   *
   * @param standings takes how each did
   */
  TrainedEnsemble byImages(
      List<Trained> trained, PackedImages heldOut, Map<Finalist, FinalResult.Standing> standings) {
    return bySaid(
        trained,
        one -> one.network().logits(heldOut, views.of(one.finalist().recipe())),
        standings);
  }

  /**
   * Joins networks by what they, or networks like them, say of images by each choice of views, and
   * closes those that do not count.
   *
   * @param said of the same images for each
   * @param standings takes how each did
   */
  TrainedEnsemble bySaid(
      List<Trained> trained,
      Function<Trained, Map<Views, LabeledLogits>> said,
      Map<Finalist, FinalResult.Standing> standings) {
    List<FittedNetwork> fitted =
        trained.stream().map(one -> FittedNetwork.of(one.finalist(), said.apply(one))).toList();
    List<double[][]> probabilities = fitted.stream().map(FittedNetwork::probabilities).toList();
    int[] labels = fitted.get(0).logits().labels();
    double[] weights = EnsembleWeights.choose(probabilities, labels);
    List<TrainedEnsemble.Member> members = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      FittedNetwork one = fitted.get(i);
      standings.put(one.finalist(), one.standing(trained.get(i).epochs(), weights[i]));
      if (weights[i] > 0) {
        members.add(one.member(trained.get(i).network(), weights[i]));
      } else {
        trained.get(i).network().close();
      }
    }
    members.sort(Comparator.comparingDouble(TrainedEnsemble.Member::weight).reversed());
    double temperature =
        members.size() == 1 ? 1 : Temperature.fit(mean(probabilities, weights, labels));
    return new TrainedEnsemble(members, temperature);
  }

  /** Returns the logarithms of the weighted mean of probabilities. */
  private static LabeledLogits mean(
      List<double[][]> probabilities, double[] weights, int[] labels) {
    double[][] mean = new double[labels.length][probabilities.get(0)[0].length];
    for (int i = 0; i < mean.length; i++) {
      for (int k = 0; k < mean[i].length; k++) {
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
          sum += weights[m] * probabilities.get(m)[i][k];
        }
        mean[i][k] = Math.log(sum);
      }
    }
    return new LabeledLogits(mean, labels);
  }

  /** Joins networks of which nothing was measured, with equal weights. */
  TrainedEnsemble unmeasured(List<Trained> trained, Map<Finalist, FinalResult.Standing> standings) {
    double weight = 1.0 / trained.size();
    List<TrainedEnsemble.Member> members = new ArrayList<>();
    for (Trained one : trained) {
      Views fewest = views.of(one.finalist().recipe()).get(0);
      members.add(new TrainedEnsemble.Member(one.network(), weight, fewest, 1));
      standings.put(
          one.finalist(),
          FinalResult.Standing.unmeasured(one.finalist(), one.epochs(), fewest, weight));
    }
    return new TrainedEnsemble(members, 1);
  }
}
