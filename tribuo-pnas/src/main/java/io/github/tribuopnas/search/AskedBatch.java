package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import java.util.List;
import java.util.Map;

/** A batch that was asked and not told, of which a budget may leave the first only. */
final class AskedBatch<A> {

  private final List<Proposal<A>> proposals;
  private final int affordable;
  private int ended;

  AskedBatch(List<Proposal<A>> proposals, int affordable) {
    this.proposals = proposals;
    this.affordable = affordable;
  }

  /** Returns all that was asked. */
  List<Proposal<A>> proposals() {
    return proposals;
  }

  /** Returns what is measured of it. */
  List<Proposal<A>> measured() {
    return proposals.subList(0, affordable);
  }

  int level() {
    return proposals.get(0).level();
  }

  /** Returns whether the strategy can be told of all. */
  boolean isMeasured(Map<TrialKey<A>, Trial<A>> finished) {
    while (ended < proposals.size() && finished.containsKey(proposals.get(ended).key())) {
      ended++;
    }
    return ended == proposals.size();
  }

  /** Returns the trials that ended, in the order in which they were asked. */
  List<Trial<A>> trials(Map<TrialKey<A>, Trial<A>> finished) {
    return proposals.stream()
        .filter(proposal -> finished.containsKey(proposal.key()))
        .map(proposal -> finished.get(proposal.key()))
        .toList();
  }

  /** Returns what has no trial. */
  List<Proposal<A>> undone(Map<TrialKey<A>, Trial<A>> finished) {
    return proposals.stream().filter(proposal -> !finished.containsKey(proposal.key())).toList();
  }
}
