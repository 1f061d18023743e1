package io.github.tribuopnas.search.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TrialContextTest {

  @Test
  void aTrialIsIdentifiedByAllThatItsResultDependsOn() {
    TrialContext settings = new TrialContext("N=2", "20 epochs", "4f2a", 7);
    String id = settings.trialId("p:sep3x3+pp:max3x3", Fidelity.FULL);
    assertEquals("c99d2c4c20db4a326d4b2dd644f571e1", id, "as studies of version 1 have it");
    assertEquals(
        "8ab513e933c045df7fbcef778f66fb7c",
        settings.trialId("p:sep3x3+pp:max3x3", new Fidelity(0.25)));
    assertEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(id, settings.trialId("p:sep3x3+pp:sep3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=3", "20 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "21 epochs", "4f2a", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2b", 7)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertNotEquals(
        id,
        new TrialContext("N=2", "20 epochs", "4f2a", 8)
            .trialId("p:sep3x3+pp:max3x3", Fidelity.FULL));
    assertFalse(
        new TrialContext("N=2x", "y", "", 7)
            .trialId("z", Fidelity.FULL)
            .equals(new TrialContext("N=2", "xy", "", 7).trialId("z", Fidelity.FULL)));
  }
}
