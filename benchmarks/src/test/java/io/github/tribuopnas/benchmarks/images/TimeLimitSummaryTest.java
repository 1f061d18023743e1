package io.github.tribuopnas.benchmarks.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitSummaryTest {

  private static TimedRun run(String contestant, long seed, double test) {
    return new TimedRun("photos", "4m", contestant, seed, 480, test, 100);
  }

  private static final TimeLimitSummary SUMMARY =
      new TimeLimitSummary(
          List.of(
              run(TimedRun.SEARCH, 1, 0.8),
              run("resnet8", 1, 0.7),
              run("resnet20", 1, 0.75),
              run(TimedRun.SEARCH, 2, 0.8),
              run("resnet20", 2, 0.85)));

  @Test
  void theBestIsThatOfTheFirstSeed() {
    assertEquals(Optional.of("resnet20"), SUMMARY.best("photos", "4m", 1));
    assertEquals(Optional.empty(), SUMMARY.best("photos", "15m", 1));
    assertEquals(Optional.empty(), SUMMARY.best("others", "4m", 1));
  }

  /** Of 100 images 0.8 has an error of 0.04; of two runs 0.1 apart the mean has one of 0.05. */
  @Test
  void theErrorIsThatOfTheImagesOrTheRuns() {
    assertEquals(0.04, TimeLimitSummary.error(List.of(run("a", 1, 0.8))), 1e-12);
    assertEquals(
        0.05, TimeLimitSummary.error(List.of(run("a", 1, 0.75), run("a", 2, 0.85))), 1e-12);
  }

  @Test
  void theTableHasTheDifferenceOfTheMeansAndItsError() {
    assertEquals(
        "| photos | 4m | 0.8000 | resnet20 | 0.8000 | +0.0000 | 0.0640 |",
        SUMMARY.markdown(1).lines().toList().get(2));
  }

  @Test
  void processesAreTimedWithTheirChildren() throws Exception {
    TimedProcess process =
        TimedProcess.run(List.of("/bin/sh", "-c", "echo $WORD"), Map.of("WORD", "said"));
    assertTrue(process.output().startsWith("said"), process.output());
    assertTrue(process.processorSeconds() >= 0);
    String message =
        assertThrows(
                IOException.class,
                () -> TimedProcess.run(List.of("/bin/sh", "-c", "echo why; exit 3"), Map.of()))
            .getMessage();
    assertEquals("/bin/sh -c echo why; exit 3 failed: why", message);
  }
}
