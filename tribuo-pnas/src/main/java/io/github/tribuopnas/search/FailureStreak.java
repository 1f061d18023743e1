package io.github.tribuopnas.search;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.search.trial.TrialKey;
import io.github.tribuopnas.search.trial.TrialStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Watches for failures in a row, in the order in which trials were asked: so it does not depend on
 * who finished first whether a search stops.
 */
final class FailureStreak<A> {

  private final int limit;
  private final List<Trial<A>> failures = new ArrayList<>();
  private final Deque<Proposal<A>> unseen = new ArrayDeque<>();

  FailureStreak(int limit) {
    this.limit = limit;
  }

  /** A batch begins. */
  void add(List<Proposal<A>> batch) {
    unseen.addAll(batch);
  }

  /** Returns whether the limit is reached among the trials that all before have ended, too. */
  boolean reached(Map<TrialKey<A>, Trial<A>> finished) {
    while (failures.size() < limit && !unseen.isEmpty()) {
      Trial<A> trial = finished.get(unseen.peek().key());
      if (trial == null) {
        break;
      }
      unseen.remove();
      if (trial.status() == TrialStatus.FAILED) {
        failures.add(trial);
      } else {
        failures.clear();
      }
    }
    return failures.size() >= limit;
  }

  /** Returns what tells of the failures. */
  FailuresInARowException exception() {
    return new FailuresInARowException(failures);
  }
}
