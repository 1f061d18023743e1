package io.github.tribuopnas;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.training.ViewChoice;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What final training is set to do.
 *
 * @param finalists the networks that it begins with, the best of the search first; at least one
 * @param members how many of them the model has at most, at least 1
 * @param views what networks may be shown of an image
 * @param heldOut images that none of them is trained on, on which they are compared and calibrated;
 *     0 for none
 * @param folds in how many parts the images are crossed to compare and calibrate them; 0 if they
 *     are not
 * @param atOnce how many are trained at once, at least 1
 * @param threads threads, or GPUs, that train a network together, at least 1
 */
public record FinalPlan(
    List<Finalist> finalists,
    int members,
    ViewChoice views,
    int heldOut,
    int folds,
    int atOnce,
    int threads) {

  /**
   * Checks the numbers.
   *
   * @param finalists the networks that it begins with, the best of the search first; at least one
   * @param members how many of them the model has at most, at least 1
   * @param views what networks may be shown of an image
   * @param heldOut images that none of them is trained on, on which they are compared and
   *     calibrated; 0 for none
   * @param folds in how many parts the images are crossed to compare and calibrate them; 0 if they
   *     are not
   * @param atOnce how many are trained at once, at least 1
   * @param threads threads, or GPUs, that train a network together, at least 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public FinalPlan {
    finalists = List.copyOf(finalists);
    Require.atLeast("finalists", finalists.size(), 1);
    Require.atLeast("members of the model", members, 1);
    Require.atLeast("images held out", heldOut, 0);
    Require.atLeast("folds", folds, 0);
    Require.atLeast("networks trained at once", atOnce, 1);
    Require.atLeast("threads of a network", threads, 1);
  }

  /**
   * Returns whether some finalists are given up on the way.
   *
   * @return whether there are more than the model takes, and images to compare them on
   */
  public boolean hasRace() {
    return isContested() && heldOut > 0;
  }

  /**
   * Returns how many finalists are trained, for all their epochs or some.
   *
   * @return at least 1: all, if there are images to compare them on, or else as many as the model
   *     takes
   */
  public int trained() {
    return hasRace() ? finalists.size() : full();
  }

  /**
   * Returns how many epochs all finalists are trained for together.
   *
   * @return the epochs of those that go on, and those of the others up to the comparison; where
   *     finalists are trained for different numbers of epochs, of the longest of them
   */
  public int epochs() {
    List<Finalist> longestFirst =
        finalists.stream()
            .sorted((one, other) -> other.recipe().epochs() - one.recipe().epochs())
            .toList();
    int epochs = 0;
    for (int i = 0; i < longestFirst.size(); i++) {
      Finalist finalist = longestFirst.get(i);
      if (i < members) {
        epochs += finalist.recipe().epochs();
      } else if (hasRace()) {
        epochs += finalist.rung();
      }
    }
    return epochs;
  }

  /**
   * Returns how many times as long all trainings take as one network's.
   *
   * @return at least 1: the quarters of all finalists and what is left of those that go on, in
   *     rounds of as many as train at once
   */
  public double turns() {
    double race = hasRace() ? Finalist.RUNG_FRACTION : 0;
    return rounds(finalists.size()) * race + rounds(full()) * (1 - race);
  }

  /**
   * Returns how many times as long crossed validation takes as one network's training.
   *
   * @param tested in how many parts the images are that test the model; 0 for no such test
   * @param images training images, at least 1
   * @return 0 without one, else what its steps take for all parts
   */
  double turnsOfCrossing(int tested, int images) {
    // What calibrates the model tests it too.
    double test = tested == folds ? 0 : part(tested, images) * rounds(tested * full());
    double race = isContested() ? Finalist.RUNG_FRACTION * rounds(folds * finalists.size()) : 0;
    return test + part(folds, images) * (race + rounds(folds * full()));
  }

  /** Returns how many times as long a training without one of some parts takes as one with all. */
  private double part(int parts, int images) {
    return parts == 0 ? 0 : finalists.get(0).recipe().epochWithoutPart(parts, images);
  }

  /** Returns whether there are more finalists than the model takes. */
  boolean isContested() {
    return finalists.size() > members;
  }

  /** Returns how many finalists are trained for all their epochs. */
  private int full() {
    return Math.min(members, finalists.size());
  }

  private int rounds(int networks) {
    return (networks + atOnce - 1) / atOnce;
  }

  /** Returns the plan with some of its finalists. */
  FinalPlan only(Predicate<Finalist> kept) {
    return new FinalPlan(
        finalists.stream().filter(kept).toList(), members, views, heldOut, folds, atOnce, threads);
  }

  /**
   * Returns the plan in which cells made by hand take the last places of the search's, if there are
   * several members and the race would take a round more than they do: in that round all threads
   * but those of the finalists that are left over would wait for a quarter of a training.
   */
  FinalPlan withoutAnotherRound() {
    if (members == 1 || rounds(finalists.size()) == rounds(full())) {
      return this;
    }
    long byHand = finalists.stream().filter(finalist -> !finalist.isOfSearch()).count();
    Set<Finalist> kept =
        finalists.stream()
            .filter(Finalist::isOfSearch)
            .limit(Math.max(1, members - byHand))
            .collect(Collectors.toSet());
    return only(finalist -> !finalist.isOfSearch() || kept.contains(finalist));
  }

  /** Returns the plan with another number of parts. */
  FinalPlan withFolds(int parts) {
    return new FinalPlan(finalists, members, views, heldOut, parts, atOnce, threads);
  }

  /** Returns the plan with other lengths of training, each at least an epoch. */
  FinalPlan withEpochs(ToDoubleFunction<Finalist> epochs) {
    return new FinalPlan(
        finalists.stream()
            .map(finalist -> finalist.withEpochs((int) Math.max(1, epochs.applyAsDouble(finalist))))
            .toList(),
        members,
        views,
        heldOut,
        folds,
        atOnce,
        threads);
  }
}
