package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ModelTimeTest {

  private static final double EXACT = 1e-9;

  private final ModelTime time = new ModelTime();

  @Test
  void eachModelHasAnEqualPartOfWhatIsLeftWhenItBegins() {
    time.next(1, 3);
    assertEquals(100, time.seconds(50, 300, 0), EXACT);
    assertEquals(80, time.left(70), EXACT);
    // It took 130 seconds, so that the others have 85 each.
    time.next(2, 3);
    assertEquals(85, time.seconds(180, 170, 0), EXACT);
    // That took only 40.
    time.next(3, 3);
    assertEquals(130, time.seconds(220, 130, 0), EXACT);
    assertEquals(0, time.left(350), EXACT);
  }

  @Test
  void aMemberOfTheFrontThatIsNotDeliveredMakesWayForAnother() {
    time.next(1, 2);
    time.seconds(0, 300, 0);
    time.next(2, 2);
    assertEquals(150, time.seconds(150, 150, 0), EXACT);
    time.next(2, 2);
    assertEquals(60, time.seconds(240, 60, 0), EXACT);
  }

  /** The winner is tested by networks that are trained again, when all models are. */
  @Test
  void theTestOfTheWinnerComesLast() {
    time.next(1, 2);
    assertEquals(150, time.seconds(0, 300, 0.5), EXACT);
    // It was trained for 75 seconds, and its test takes as many.
    time.next(2, 2);
    assertEquals(150, time.seconds(75, 225, 0), EXACT);
  }
}
