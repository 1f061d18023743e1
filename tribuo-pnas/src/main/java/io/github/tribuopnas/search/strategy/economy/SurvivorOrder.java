package io.github.tribuopnas.search.strategy.economy;

import io.github.tribuopnas.search.ParetoFront;
import io.github.tribuopnas.search.Ranking;
import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who is trained for longer where accuracy is not all that counts: first those within the limits of
 * the other objectives, then those of the lower non-dominated rank, then those of the higher score.
 */
final class SurvivorOrder<A> {

  private final List<Objective> limited;
  private final List<Objective> sought;

  /**
   * Makes the order of a search for these objectives besides the first; none for the score alone.
   */
  SurvivorOrder(List<FurtherObjective<A>> further) {
    limited = further.stream().map(FurtherObjective::objective).toList();
    sought =
        further.stream()
            .filter(other -> other.role() == FurtherObjective.Role.SOUGHT)
            .map(FurtherObjective::objective)
            .toList();
  }

  /** Orders complete trials by their scores in the first objective, high ones first. */
  List<Trial<A>> bestFirst(List<Trial<A>> trials, ToDoubleFunction<Trial<A>> score) {
    double[] first = trials.stream().mapToDouble(score).toArray();
    double[][] scores =
        IntStream.range(0, first.length)
            .mapToObj(
                i ->
                    Stream.concat(
                            Stream.of(first[i]), sought.stream().map(o -> o.score(trials.get(i))))
                        .mapToDouble(Double::doubleValue)
                        .toArray())
            .toArray(double[][]::new);
    int[] ranks = sought.isEmpty() ? new int[first.length] : ParetoFront.ranks(scores);
    return IntStream.range(0, first.length)
        .boxed()
        .sorted(
            Comparator.<Integer, Boolean>comparing(i -> !Ranking.isAccepted(trials.get(i), limited))
                .thenComparing(i -> ranks[i])
                .thenComparing(Comparator.comparingDouble(i -> -first[i])))
        .map(trials::get)
        .toList();
  }
}
