package io.github.tribuopnas.training.loop;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.training.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * For how many epochs a network is trained, where this is decided again on the way. What is left of
 * the recipe is spread evenly over the epochs that are left: the learning rate and all else that
 * changes from step to step go on from where they are, and end as the recipe says.
 *
 * @param planned the epochs of the recipe, at least 1
 * @param turns what was decided on the way, in that order
 */
public record Course(int planned, List<Turn> turns) {

  /**
   * A decision on the way.
   *
   * @param after how many epochs were done
   * @param epochs how many there are in all since then
   */
  public record Turn(int after, int epochs) {}

  /**
   * Checks the turns.
   *
   * @param planned the epochs of the recipe, at least 1
   * @param turns what was decided on the way, in that order
   * @throws IllegalArgumentException if a turn comes before the one ahead of it, or when the
   *     training is over
   */
  public Course {
    Require.atLeast("planned epochs", planned, 1);
    turns = List.copyOf(turns);
    int least = 1;
    int all = planned;
    for (Turn turn : turns) {
      Require.that(
          turn.after() >= least && turn.after() < all,
          "the epoch of a turn",
          turn.after(),
          "numbers from " + least + " to " + (all - 1));
      Require.atLeast("the epochs after a turn", turn.epochs(), turn.after() + 1);
      least = turn.after();
      all = turn.epochs();
    }
  }

  /**
   * Returns the course of a recipe.
   *
   * @param recipe the recipe
   * @return its epochs, without a turn
   */
  public static Course of(Recipe recipe) {
    return new Course(recipe.epochs(), List.of());
  }

  /**
   * Returns how many epochs there are in all.
   *
   * @return at least 1
   */
  public int epochs() {
    return turns.isEmpty() ? planned : turns.get(turns.size() - 1).epochs();
  }

  /**
   * Returns the course with a further turn.
   *
   * @param after how many epochs are done, as many as at the last turn or more
   * @param epochs how many there are in all, more than that
   * @return the changed copy
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Course turned(int after, int epochs) {
    List<Turn> all = new ArrayList<>(turns);
    all.add(new Turn(after, epochs));
    return new Course(planned, all);
  }

  /** Returns which of the recipe's steps a step stands for, from 0. */
  long ofRecipe(long step, int stepsPerEpoch) {
    double last = (double) planned * stepsPerEpoch;
    double begin = 0;
    double stood = 0;
    double pace = 1;
    for (Turn turn : turns) {
      double at = (double) turn.after() * stepsPerEpoch;
      if (step < at) {
        break;
      }
      stood += (at - begin) * pace;
      begin = at;
      pace = (last - stood) / ((double) turn.epochs() * stepsPerEpoch - at);
    }
    return Math.min((long) last - 1, Math.round(stood + (step - begin) * pace));
  }
}
