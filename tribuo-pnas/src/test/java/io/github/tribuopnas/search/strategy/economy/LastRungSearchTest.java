package io.github.tribuopnas.search.strategy.economy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.search.strategy.LastRung;
import io.github.tribuopnas.search.trial.Failure;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastRungSearchTest {

  /** Asks what it is given, batch after batch. */
  private static final class Given implements SearchStrategy<String> {

    private final Iterator<List<Proposal<String>>> batches;

    Given(List<List<Proposal<String>>> batches) {
      this.batches = batches.iterator();
    }

    @Override
    public List<Proposal<String>> ask() {
      return batches.hasNext() ? batches.next() : List.of();
    }

    @Override
    public void tell(List<Trial<String>> trials) {}
  }

  private static Proposal<String> at(double fraction, String text) {
    return Proposal.unpredicted(text, text.length()).withFidelity(new Fidelity(fraction));
  }

  private static Trial<String> reached(Proposal<String> proposal, double accuracy) {
    return Trial.complete(proposal, Metrics.NONE.with(Metrics.ACCURACY, accuracy));
  }

  /**
   * Of a race, those that were trained in full come first, however good the others were at the
   * rung; each once.
   */
  @Test
  void theBestAreAskedOnceEachAndThoseTrainedInFullFirst() {
    SearchStrategy<String> search =
        new LastRungSearch<>(
            new Given(
                List.of(
                    List.of(at(0.5, "a"), at(0.5, "b"), at(0.5, "cc"), at(0.5, "dd")),
                    List.of(at(1, "a"), at(1, "cc")))),
            new LastRung(LastRung.Kind.CROSSED, 3, 5),
            Objective.ACCURACY);
    List<Proposal<String>> rung = search.ask();
    search.tell(
        List.of(
            reached(rung.get(0), 0.7),
            reached(rung.get(1), 0.9),
            reached(rung.get(2), 0.8),
            Trial.failed(rung.get(3), Failure.NAN, "diverged", Metrics.NONE)));
    List<Proposal<String>> full = search.ask();
    search.tell(List.of(reached(full.get(0), 0.75), reached(full.get(1), 0.85)));
    List<Proposal<String>> last = search.ask();
    assertEquals(List.of(at(5, "cc"), at(5, "a"), at(5, "b")), last);
    search.tell(last.stream().map(proposal -> reached(proposal, 0.8)).toList());
    assertEquals(List.of(), search.ask());
  }
}
