package io.github.tribuopnas.cli.progress;

import io.github.tribuopnas.Finalist;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.HashMap;
import java.util.Map;

/**
 * What an epoch of a final network may take, from what its cell took as a candidate: in proportion
 * to the multiply-adds of both networks. A cell that was no candidate is taken for a usual one.
 */
final class CandidateCosts {

  /** Seconds, and the epochs times multiply-adds that they went into. */
  private record Work(double seconds, double multAdds) {

    static final Work NONE = new Work(0, 0);

    Work plus(Work other) {
      return new Work(seconds + other.seconds, multAdds + other.multAdds);
    }

    double rate() {
      return seconds / multAdds;
    }
  }

  private final Map<Cell, Work> cells = new HashMap<>();
  private Work all = Work.NONE;

  /** A trial ended, now or before the search was resumed. */
  void ended(Trial<Cell> trial) {
    Work work =
        new Work(
            trial.metrics().get(Metrics.SECONDS),
            trial.metrics().get(Metrics.EPOCHS) * trial.metrics().get(Metrics.MULT_ADDS));
    if (work.rate() > 0) {
      cells.merge(trial.architecture(), work, Work::plus);
      all = all.plus(work);
    }
  }

  /** Returns whether a candidate took a known time. */
  boolean areKnown() {
    return all.seconds() > 0;
  }

  /** Returns the seconds of an epoch on one thread; if nothing is known, a number like them. */
  double ofEpoch(Finalist finalist) {
    double multAdds = NetworkSummary.of(finalist.network()).multAdds();
    return areKnown()
        ? cells.getOrDefault(finalist.network().cell(), all).rate() * multAdds
        : multAdds;
  }
}
