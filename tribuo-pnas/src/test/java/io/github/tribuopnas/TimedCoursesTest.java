package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.loop.Course;
import io.github.tribuopnas.training.loop.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TimedCoursesTest {

  private double now;

  private static Finalist finalist(int epochs) {
    return new Finalist(
        Finalist.SEARCH,
        Setting.PROXY.of(Cell.parse("p:max3x3+p:identity")).optClasses(2).build(),
        Recipe.builder().optEpochs(epochs).build(),
        1);
  }

  /** Trains with a clock that says what an epoch takes. */
  private Course train(TimedCourses courses, int planned, int later, IntToDoubleFunction seconds) {
    Finalist finalist = finalist(planned);
    Pace pace = courses.pace(finalist, later);
    Course course = courses.of(finalist);
    for (int epoch = 1; epoch <= course.epochs(); epoch++) {
      now += seconds.applyAsDouble(epoch);
      course = pace.after(epoch, course);
      assertEquals(course, courses.of(finalist));
    }
    return course;
  }

  private TimedCourses until(double end, double crossing) {
    return new TimedCourses(() -> now, () -> end - now, crossing, (finalist, course) -> {});
  }

  @Test
  void aMachineThatIsAsFastAsItWasChangesNothing() {
    assertEquals(List.of(), train(until(40, 0), 40, 0, epoch -> 1).turns());
    assertEquals(40, now);
  }

  @Test
  void aFasterMachineTrainsForMoreEpochs() {
    Course course = train(until(40, 0), 40, 0, epoch -> 0.8);
    assertEquals(50, course.epochs());
    assertEquals(new Course.Turn(12, 50), course.turns().get(0));
    assertEquals(40, now, 1e-9);
  }

  @Test
  void aMachineThatSlowsDownEndsInTime() {
    train(until(40, 0), 40, 0, epoch -> epoch < 20 ? 1 : 1.5);
    assertEquals(40, now, 1.5);
  }

  @Test
  void theFirstEpochIsNotTypical() {
    Course course = train(until(49, 0), 40, 0, epoch -> epoch == 1 ? 10 : 1);
    assertEquals(40, course.epochs());
    assertEquals(List.of(), course.turns());
  }

  @Test
  void timeIsLeftForTrainingsToCome() {
    // Two more of as many epochs, and crossed validation which takes twice as long as one.
    Course course = train(until(100, 2), 10, 2, epoch -> 1);
    assertEquals(20, course.epochs());
  }

  @Test
  void whereNoTimeIsLeftTheNextEpochIsTheLast() {
    Course course = train(until(10, 0), 40, 0, epoch -> 1);
    assertEquals(13, course.epochs());
  }

  @Test
  void eachDecisionIsTold() {
    List<Course> told = new ArrayList<>();
    TimedCourses courses =
        new TimedCourses(() -> now, () -> 40 - now, 0, (finalist, course) -> told.add(course));
    Course last = train(courses, 40, 0, epoch -> epoch < 20 ? 1 : 1.5);
    assertEquals(last, told.get(told.size() - 1));
    assertEquals(last.turns().size(), told.size());
  }
}
