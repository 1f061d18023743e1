package io.github.tribuopnas.training.loop;

/** Decides while a network is trained for how many epochs it is. */
@FunctionalInterface
public interface Pace {

  /** Leaves every course as it is. */
  Pace STEADY = (epoch, course) -> course;

  /**
   * An epoch ended.
   *
   * @param epoch how many are done
   * @param course what was decided so far
   * @return the same course, or that course with a turn at this epoch
   */
  Course after(int epoch, Course course);
}
