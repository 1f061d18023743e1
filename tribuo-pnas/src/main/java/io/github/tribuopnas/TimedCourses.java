package io.github.tribuopnas;

import io.github.tribuopnas.plan.Planner;
import io.github.tribuopnas.training.loop.Course;
import io.github.tribuopnas.training.loop.Pace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/**
 * Decides several times while networks are trained for how many epochs they are, so that all ends
 * in time: a machine is not always as fast as when its steps were timed.
 */
final class TimedCourses implements Courses {

  /** When it is decided, in parts of the epochs; the warm-up and a race are over by the first. */
  private static final double[] DECISIONS = {0.3, 0.55, 0.75, 0.9};

  private static final double HALF = 0.5;

  private final DoubleSupplier elapsed;
  private final DoubleSupplier left;
  private final double crossing;
  private final BiConsumer<Finalist, Course> turned;
  private final Map<Finalist, Course> courses = new ConcurrentHashMap<>();

  /**
   * Prepares decisions.
   *
   * @param elapsed a clock in seconds from any origin
   * @param left seconds that are left for training
   * @param crossing how many times as long crossed validation takes afterwards as one network
   * @param turned takes each decision before the training goes on
   */
  TimedCourses(
      DoubleSupplier elapsed,
      DoubleSupplier left,
      double crossing,
      BiConsumer<Finalist, Course> turned) {
    this.elapsed = elapsed;
    this.left = left;
    this.crossing = crossing;
    this.turned = turned;
  }

  @Override
  public Course of(Finalist finalist) {
    return courses.getOrDefault(finalist, PLANNED.of(finalist));
  }

  @Override
  public Pace pace(Finalist finalist, int later) {
    return new OfNetwork(finalist, 1 + later + crossing);
  }

  /** Watches the time of one network's epochs. */
  private final class OfNetwork implements Pace {

    private final Finalist finalist;
    private final double trainings;
    private int decisions;
    private int begin;
    private double since;

    OfNetwork(Finalist finalist, double trainings) {
      this.finalist = finalist;
      this.trainings = trainings;
    }

    @Override
    public Course after(int epoch, Course course) {
      if (begin == 0) {
        // The first epoch is slower than others: programs are compiled, caches are cold.
        restart(epoch);
        return course;
      }
      if (epoch == course.epochs() || !isDue(epoch, course)) {
        return course;
      }
      double each = (elapsed.getAsDouble() - since) / (epoch - begin);
      restart(epoch);
      int epochs = Math.max(epoch + 1, epochs(epoch, each));
      if (each == 0 || epochs == course.epochs()) {
        return course;
      }
      Course changed = course.turned(epoch, epochs);
      courses.put(finalist, changed);
      turned.accept(finalist, changed);
      return changed;
    }

    private boolean isDue(int epoch, Course course) {
      int before = decisions;
      while (decisions < DECISIONS.length && epoch >= DECISIONS[decisions] * course.epochs()) {
        decisions++;
      }
      return decisions > before;
    }

    private void restart(int epoch) {
      begin = epoch;
      since = elapsed.getAsDouble();
    }

    /** Returns the nearest number that fits, if trainings to come have as many. */
    private int epochs(int done, double each) {
      double all = left.getAsDouble() + done * each;
      return Planner.epochs(all + HALF * trainings * each, trainings * each);
    }
  }
}
