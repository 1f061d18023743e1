package io.github.tribuopnas.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.Economy.Use;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class EconomyTest {

  private static Trial<String> trial(String name, double fidelity, double seconds) {
    return Trial.complete(
        Proposal.unpredicted(name, 1).withFidelity(new Fidelity(fidelity)),
        Metrics.NONE.with(Metrics.PROCESSOR_SECONDS, seconds).with(Metrics.SECONDS, 99));
  }

  /** 10 + 20 and 35 of 100 seconds are dropped: those of the winner are 5 and 15. */
  @Test
  void whatTrainedTheDroppedIsToldByRung() {
    Economy economy =
        Economy.of(
                List.of(
                    trial("a", 0.05, 10),
                    trial("b", 0.05, 20),
                    trial("winner", 0.05, 5),
                    trial("a", 1, 35),
                    trial("winner", 1, 15)),
                "winner")
            .with(Use.FINAL, "the final training", 12)
            .with(Use.REST, "the search itself", 3);

    assertEquals(
        List.of(
            new Economy.Part(Use.DROPPED, "dropped, rung of 0.0500 of the training", 30),
            new Economy.Part(Use.DROPPED, "dropped after the full training", 35),
            new Economy.Part(Use.WINNER, "the winner as a candidate", 20),
            new Economy.Part(Use.FINAL, "the final training", 12),
            new Economy.Part(Use.REST, "the search itself", 3)),
        economy.parts());
    assertEquals(100, economy.seconds());
    assertEquals(0.65, economy.fraction(Use.DROPPED), 1e-12);
    assertEquals("65 % of the time trained networks that were dropped.", economy.sentence());
  }

  @Test
  void whatWasTakenOverTookNoTimeAndOldTrialsHaveWallClockTimeAlone() {
    Trial<String> taken = trial("a", 1, 10);
    Trial<String> old =
        Trial.complete(Proposal.unpredicted("b", 1), Metrics.NONE.with(Metrics.SECONDS, 7));
    Economy economy = Economy.of(List.of(taken.withRun(taken.run().takenFrom("runs/a")), old), "c");

    assertEquals(7, economy.seconds());
    assertEquals(1, economy.fraction(Use.DROPPED));
    assertEquals(0, Economy.of(List.of(), "c").fraction(Use.DROPPED));
  }
}
