package io.github.tribuopnas.search.strategy;

import io.github.tribuopnas.base.Registry;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.search.trial.Fidelity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** The ways to halve, or not to, by the form in which they are written. */
  public static final Registry<Optional<Halving>> FORMS =
      Registry.<Optional<Halving>>of("halving")
          .with("off", numbers -> Optional.empty())
          .with("on", numbers -> Optional.of(DEFAULT))
          .with("halving(FIRST,KEPT,GROWTH,FINALISTS)", numbers -> Optional.of(of(numbers)));

  private static Halving of(double[] numbers) {
    int finalists = Require.whole("finalists", numbers[3], "whole numbers from 1");
    return new Halving(numbers[0], numbers[1], numbers[2], finalists);
  }

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
    for (int epoch : ladder(epochs)) {
      if (left <= finalists) {
        break;
      }
      rungs.add(rung(epoch, epochs, left));
      left = next(left);
    }
    rungs.add(new Rung(Fidelity.FULL, left));
    return List.copyOf(rungs);
  }

  /**
   * Returns the rungs at which the candidates of one level are thinned out, before those of all
   * levels race for the full training. The first is for all of them; they end once no more than the
   * finalists would go on.
   *
   * @param candidates how many take part, at least 1
   * @param epochs the epochs of the full training, at least 1
   * @return the rungs, all below the full training unless this has a single epoch
   * @throws IllegalArgumentException if an argument is below 1
   */
  public List<Rung> thinning(int candidates, int epochs) {
    Require.atLeast("candidates", candidates, 1);
    List<Rung> rungs = new ArrayList<>();
    int left = candidates;
    for (int epoch : ladder(epochs)) {
      if (left <= finalists && !rungs.isEmpty()) {
        break;
      }
      rungs.add(rung(epoch, epochs, left));
      left = next(left);
    }
    return rungs.isEmpty() ? List.of(new Rung(Fidelity.FULL, left)) : List.copyOf(rungs);
  }

  /**
   * Returns the rungs of candidates that were thinned out already, up to the full training.
   *
   * @param candidates how many are left, at least 1
   * @param epochs the epochs of the full training, at least 1
   * @param trained the most epochs that any of them was trained for, at least 0
   * @return the rungs; that of the full training alone if no other lies between, for no more than
   *     the finalists
   */
  public List<Rung> last(int candidates, int epochs, int trained) {
    List<Rung> rungs = new ArrayList<>();
    int left = candidates;
    for (int epoch : ladder(epochs)) {
      if (epoch > trained && left > finalists) {
        rungs.add(rung(epoch, epochs, left));
        left = next(left);
      }
    }
    rungs.add(new Rung(Fidelity.FULL, Math.min(left, finalists)));
    return List.copyOf(rungs);
  }

  /**
   * Returns how many of some may go on.
   *
   * @param candidates how many there are, at least 0
   * @return the kept fraction of them, but no fewer than the finalists if there are so many
   */
  public int next(int candidates) {
    return Math.min(candidates, Math.max(finalists, (int) Math.round(candidates * kept)));
  }

  /**
   * Returns what a search costs in which each level is thinned out and the best of all levels race
   * on, if no rung is left out.
   *
   * @param candidates how many each level has, 0 for those left out
   * @param epochs the epochs of the full training, at least 1
   * @return the trainings at each level, in full trainings; the race of all is counted at the last
   */
  List<Double> trainings(List<Integer> candidates, int epochs) {
    List<Double> trainings = new ArrayList<>();
    int standing = 0;
    int trained = 0;
    int tried = 0;
    for (int ofLevel : candidates) {
      List<Rung> rungs = ofLevel == 0 ? List.of() : thinning(ofLevel, epochs);
      trainings.add(trainings(rungs, 0));
      tried += ofLevel;
      if (!rungs.isEmpty()) {
        Rung top = rungs.get(rungs.size() - 1);
        standing += Math.min(finalists, top.candidates());
        trained = Math.max(trained, top.fidelity().epochs(epochs));
      }
    }
    if (standing > 0 && trained < epochs) {
      int last = trainings.size() - 1;
      List<Rung> rungs = last(Math.min(standing, next(tried)), epochs, trained);
      trainings.set(last, trainings.get(last) + trainings(rungs, (double) trained / epochs));
    }
    return List.copyOf(trainings);
  }

  private static double trainings(List<Rung> rungs, double trained) {
    double sum = 0;
    double before = trained;
    for (Rung rung : rungs) {
      sum += rung.candidates() * (rung.fidelity().fraction() - before);
      before = rung.fidelity().fraction();
    }
    return sum;
  }

  private static Rung rung(int epoch, int epochs, int candidates) {
    return new Rung(new Fidelity((double) epoch / epochs), candidates);
  }

  /** The epochs, below those of the full training, after which candidates may be compared. */
  private List<Integer> ladder(int epochs) {
    Require.atLeast("epochs", epochs, 1);
    List<Integer> ladder = new ArrayList<>();
    int epoch = 0;
    for (double length = first * epochs; Math.round(length) < epochs; length *= growth) {
      epoch = Math.max(epoch + 1, (int) Math.round(length));
      if (epoch >= epochs) {
        break;
      }
      ladder.add(epoch);
    }
    return ladder;
  }
}
