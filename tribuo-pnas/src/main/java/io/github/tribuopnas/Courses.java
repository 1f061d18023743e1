package io.github.tribuopnas;

import io.github.tribuopnas.training.loop.Course;
import io.github.tribuopnas.training.loop.Pace;

/** For how many epochs final networks are trained. */
@FunctionalInterface
interface Courses {

  /** As many as their recipes have. */
  Courses PLANNED = finalist -> Course.of(finalist.recipe());

  /** Returns what is decided of a network so far. */
  Course of(Finalist finalist);

  /**
   * Returns what decides on the way.
   *
   * @param finalist what is trained from now on
   * @param later how many networks are trained in its place after it
   */
  default Pace pace(Finalist finalist, int later) {
    return Pace.STEADY;
  }
}
