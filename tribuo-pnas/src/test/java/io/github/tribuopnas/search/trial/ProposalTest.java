package io.github.tribuopnas.search.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProposalTest {

  @Test
  void withoutMoreItIsTheFullTrainingOfAnArchitectureWithoutParentAndPrediction() {
    assertEquals(
        new Proposal<>("ab", 2, Fidelity.FULL, Optional.empty(), Double.NaN, Double.NaN),
        Proposal.unpredicted("ab", 2));
  }

  @Test
  void eachCopyChangesOnePart() {
    Fidelity third = new Fidelity(1.0 / 3);
    Proposal<String> all =
        Proposal.unpredicted("ab", 2)
            .withFidelity(third)
            .withParent("a")
            .withPrediction(0.5, 0.125);
    assertEquals(new Proposal<>("ab", 2, third, Optional.of("a"), 0.5, 0.125), all);
    assertEquals(new TrialKey<>("ab", third), all.key());
    assertEquals(all.key(), Trial.failed(all, "no", Metrics.NONE).key());
    assertNotEquals(all.key(), Proposal.unpredicted("ab", 2).key());
  }

  @Test
  void levelsStartAtOne() {
    assertThrows(IllegalArgumentException.class, () -> Proposal.unpredicted("a", 0));
  }
}
