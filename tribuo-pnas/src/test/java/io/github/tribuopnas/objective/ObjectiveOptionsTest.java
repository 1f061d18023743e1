package io.github.tribuopnas.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveOptionsTest {

  private static ObjectiveOptions limited(ServedMeasure measure, String limit) {
    return new ObjectiveOptions().withUnset(Map.of("--max-" + measure.text(), limit));
  }

  @ParameterizedTest
  @CsvSource({
    "LATENCY, 2ms, 2",
    "LATENCY, 0.5 s, 500",
    "LATENCY, 800us, 0.8",
    "PARAMETERS, 500k, 500000",
    "PARAMETERS, 1234, 1234",
    "MULT_ADDS, 50M, 50000000",
    "MULT_ADDS, 1.5G, 1500000000",
    "SIZE, 1M, 1000000",
    "SIZE, 300kB, 300000",
    "SIZE, 12345B, 12345"
  })
  void limitsHaveUnits(ServedMeasure measure, String limit, double value) {
    ObjectiveOptions options = limited(measure, limit);
    assertEquals(List.of(measure), options.measures());
    assertEquals(value, options.objective(measure).limit().orElseThrow(), 1e-9 * value);
    assertEquals(List.of(), options.minimized());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "LATENCY; 2; the limit of latency is '2'; allowed are numbers above 0 with a unit of ms, s,"
            + " us",
        "LATENCY; -2ms; '-2ms'",
        "LATENCY; 0ms; '0ms'",
        "LATENCY; 2min; '2min'",
        "LATENCY; fast; 'fast'",
        "SIZE; 1000; with a unit of B, M, MB, k, kB",
        "PARAMETERS; 5T; with a unit of none, G, M, k",
        "PARAMETERS; ''; is ''"
      })
  void whatIsNoLimitIsTold(ServedMeasure measure, String limit, String told) {
    PropertyException refusal =
        assertThrows(PropertyException.class, () -> limited(measure, limit));
    assertTrue(refusal.getMessage().contains(told.split(";")[0]), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "latency,latency; what is minimized is latency,latency; allowed are names that differ",
        "speed; unknown objective 'speed'",
        "accuracy; unknown objective 'accuracy'",
        "Latency; unknown objective 'Latency'"
      })
  void unknownAndRepeatedObjectivesAreRefused(String names, String told) {
    PropertyException refusal =
        assertThrows(
            PropertyException.class,
            () -> new ObjectiveOptions().withUnset(Map.of("--minimize", names)));
    assertTrue(refusal.getMessage().contains(told), refusal.getMessage());
  }

  @Test
  void whatIsMinimizedComesFirstAndLimitsAfterIt() {
    ObjectiveOptions options =
        new ObjectiveOptions()
            .withMinimize(ServedMeasure.SIZE, ServedMeasure.LATENCY)
            .withMaxLatency("2ms")
            .withMaxParameters("1k");
    assertEquals(
        List.of(
            Objective.minimize(Metrics.SIZE),
            Objective.minimize(Metrics.LATENCY).withLimit(2),
            Objective.minimize(Metrics.SERVED_PARAMETERS).withLimit(1000)),
        new ServedObjectives(options, null).objectives());
  }

  @Test
  void withoutOptionsAccuracyIsAlone() {
    assertEquals(List.of(), new ServedObjectives(new ObjectiveOptions(), null).objectives());
  }

  /** Of 1 to 99 ms the quartiles are 25 and 75 in place, 50 apart. */
  @Test
  void aTimingIsAMedianWithItsError() {
    double[] nanos = new double[99];
    for (int i = 0; i < nanos.length; i++) {
      nanos[(i * 7) % nanos.length] = 1e6 * (i + 1);
    }
    LatencyMeter.Timing timing = LatencyMeter.of(nanos);
    assertEquals(50, timing.milliseconds());
    assertEquals(1.57 * 50 / Math.sqrt(99), timing.error(), 1e-9);
    assertEquals(99, timing.runs());
  }
}
