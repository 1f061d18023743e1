package io.github.tribuopnas.benchmarks.front;

import io.github.tribuopnas.search.ParetoFront;
import io.github.tribuopnas.search.front.Crowding;
import io.github.tribuopnas.search.strategy.BeamRule;
import io.github.tribuopnas.search.strategy.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Chooses by the non-dominated ranks of predictions, each better by its standard deviation; of one
 * rank those with the most room in it.
 */
final class RankedBeams implements BeamRule {

  @Override
  public int[] choose(
      Predictions predictions,
      double[][] measured,
      double[] reference,
      int count,
      IntPredicate allowed) {
    int[] places = IntStream.range(0, predictions.size()).filter(allowed).toArray();
    double[][] scores =
        IntStream.of(places)
            .mapToObj(place -> hopeful(predictions, place))
            .toArray(double[][]::new);
    int[] ranks = ParetoFront.ranks(scores);
    List<Integer> chosen = new ArrayList<>();
    for (int rank = 0; chosen.size() < Math.min(count, places.length); rank++) {
      int wanted = rank;
      int[] own = IntStream.range(0, ranks.length).filter(i -> ranks[i] == wanted).toArray();
      double[] room =
          Crowding.distances(Arrays.stream(own).mapToObj(i -> scores[i]).toArray(double[][]::new));
      IntStream.range(0, own.length)
          .boxed()
          .sorted(Comparator.<Integer>comparingDouble(i -> room[i]).reversed())
          .limit(count - chosen.size())
          .forEach(i -> chosen.add(places[own[i]]));
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] hopeful(Predictions predictions, int place) {
    double[] scores = predictions.of(place);
    for (int i = 0; i < scores.length; i++) {
      scores[i] += predictions.deviation()[i][place];
    }
    return scores;
  }
}
