package io.github.tribuopnas.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchMetricsTest {

  private static List<Objective> objectives(String metric) {
    return new EconomyOptions().withMetric(metric).objectives();
  }

  @Test
  void whatCountsOverClassesIsMaximizedAndAccuracyDecidesTies() {
    assertEquals(
        List.of(Objective.maximize(Metrics.BALANCED_ACCURACY), Objective.ACCURACY),
        objectives("balanced-accuracy"));
    assertEquals(
        List.of(Objective.maximize(Metrics.MACRO_F1), Objective.ACCURACY), objectives("macro-f1"));
    assertEquals(objectives("loss"), objectives("log-loss"));
  }
}
