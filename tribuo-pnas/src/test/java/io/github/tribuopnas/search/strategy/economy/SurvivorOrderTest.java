package io.github.tribuopnas.search.strategy.economy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.strategy.FurtherObjective;
import io.github.tribuopnas.search.strategy.FurtherObjective.Role;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorOrderTest {

  private static final Objective LATENCY = Objective.minimize(Metrics.LATENCY);

  private static Trial<String> trial(String name, double accuracy, double latency) {
    return Trial.complete(
        Proposal.unpredicted(name, 1),
        Metrics.NONE.with(Metrics.ACCURACY, accuracy).with(Metrics.LATENCY, latency));
  }

  /**
   * Of these "slow" is as accurate as the best and slower, "dull" is worse than "quick" in both.
   */
  private static final List<Trial<String>> TRIALS =
      List.of(
          trial("dull", 0.6, 3),
          trial("slow", 0.9, 5),
          trial("best", 0.9, 4),
          trial("quick", 0.7, 1));

  private static List<String> order(Objective further, Role role) {
    return new SurvivorOrder<String>(
            List.of(
                new FurtherObjective<>(
                    further,
                    role,
                    () -> {
                      throw new IllegalStateException("nothing is predicted");
                    })))
        .bestFirst(TRIALS, Objective.ACCURACY::score).stream().map(Trial::architecture).toList();
  }

  @Test
  void accuracyAloneOrdersByItsScoreAndEqualsAsTheyWere() {
    assertEquals(
        List.of("slow", "best", "quick", "dull"),
        new SurvivorOrder<String>(List.of())
            .bestFirst(TRIALS, Objective.ACCURACY::score).stream()
                .map(Trial::architecture)
                .toList());
  }

  @Test
  void whatIsSoughtPutsTheFrontFirst() {
    assertEquals(List.of("best", "quick", "slow", "dull"), order(LATENCY, Role.SOUGHT));
  }

  @Test
  void aLimitPutsThoseWithinItFirst() {
    assertEquals(
        List.of("quick", "dull", "slow", "best"), order(LATENCY.withLimit(3), Role.LIMITED));
  }
}
