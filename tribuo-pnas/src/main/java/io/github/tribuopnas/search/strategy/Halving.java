package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.trial.Fidelity;
import java.util.ArrayList;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016): all candidates are trained briefly,
 * the best of them for longer, the best of these for longer again, until the few that are left are
 * trained fully. A candidate that goes on continues its own training.
 *
 * @param first the fraction of the full training that every candidate gets, above 0 and below 1
 * @param kept the fraction of the candidates that goes on from each rung, above 0 and below 1
 * @param growth how many times longer the training is at the next rung, above 1
 * @param finalists how many candidates are trained fully, at least 1
 */
public record Halving(double first, double kept, double growth, int finalists) {

  /**
   * A twentieth of the training for all, and a quarter goes on to twice as much, until four are
   * left. On 4,000 learning curves of 100 epochs it costs a twelfth of training all fully and finds
   * networks as good ({@code benchmarks/run halving}, docs/results.md).
   */
  public static final Halving DEFAULT = new Halving(0.05, 0.25, 2, 4);

  /**
   * A stage of the race.
   *
   * @param fidelity how far candidates are trained
   * @param candidates how many get there
   */
  public record Rung(Fidelity fidelity, int candidates) {}

  /**
   * Checks the components.
   *
   * @param first the fraction of the full training that every candidate gets, above 0 and below 1
   * @param kept the fraction of the candidates that goes on from each rung, above 0 and below 1
   * @param growth how many times longer the training is at the next rung, above 1
   * @param finalists how many candidates are trained fully, at least 1
   * @throws IllegalArgumentException if one is outside its range
   */
  public Halving {
    Require.that(
        first > 0 && first < 1, "the first fraction", first, "numbers above 0 and below 1");
    Require.that(kept > 0 && kept < 1, "the kept fraction", kept, "numbers above 0 and below 1");
    Require.that(
        growth > 1 && growth < Double.POSITIVE_INFINITY, "growth", growth, "numbers above 1");
    Require.atLeast("finalists", finalists, 1);
  }

  /**
   * Returns the rungs of a race. Each ends at a whole epoch, later than the one before; the last is
   * the full training.
   *
   * @param candidates how many take part, at least 1
   * @param epochs the epochs of the full training, at least 1
   * @return the rungs, from the shortest training to the full one
   * @throws IllegalArgumentException if an argument is below 1
   */
  public List<Rung> rungs(int candidates, int epochs) {
    Require.atLeast("candidates", candidates, 1);
    Require.atLeast("epochs", epochs, 1);
    List<Rung> rungs = new ArrayList<>();
    int left = candidates;
    double length = first * epochs;
    int trained = 0;
    while (left > finalists && Math.round(length) < epochs) {
      int epoch = Math.max(trained + 1, (int) Math.round(length));
      if (epoch >= epochs) {
        break;
      }
      rungs.add(new Rung(new Fidelity((double) epoch / epochs), left));
      left = Math.max(finalists, (int) Math.round(left * kept));
      trained = epoch;
      length *= growth;
    }
    rungs.add(new Rung(Fidelity.FULL, left));
    return List.copyOf(rungs);
  }
}
