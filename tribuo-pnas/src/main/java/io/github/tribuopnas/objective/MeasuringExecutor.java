package io.github.tribuopnas.objective;

import io.github.tribuopnas.search.ForwardingExecutor;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the networks of a batch as they are served, one after the other and before any of them
 * is trained, so that no trial of the search runs beside; then has them trained, and adds what was
 * measured to their trials.
 */
final class MeasuringExecutor extends ForwardingExecutor<Cell> {

  private final ServedMeasures measures;
  private final List<Objective> objectives;
  private boolean isBegun;

  /**
   * Puts measurements before an executor.
   *
   * @param executor trains; closed with this one
   * @param measures measures
   * @param objectives what is measured, with its limits
   * @param isBegun whether cells were tried before
   */
  MeasuringExecutor(
      TrialExecutor<Cell> executor,
      ServedMeasures measures,
      List<Objective> objectives,
      boolean isBegun) {
    super(executor);
    this.measures = Objects.requireNonNull(measures, "measures");
    this.objectives = List.copyOf(objectives);
    this.isBegun = isBegun;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a limit excludes all of the first batch, or another machine
   *     has not measured all of the batch; nothing of it was trained
   */
  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    measures.require(batch.stream().map(Proposal::architecture).toList());
    Map<Cell, Metrics> measured = new HashMap<>();
    List<Proposal<Cell>> trained = new ArrayList<>();
    for (Proposal<Cell> proposal : batch) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while models were measured");
      }
      if (!callback.goesOn()) {
        break;
      }
      try {
        measured.put(proposal.architecture(), measures.of(proposal.architecture()));
        trained.add(proposal);
      } catch (IllegalArgumentException e) {
        String reason = "the exported model cannot be measured: " + e.getMessage();
        callback.finished(Trial.failed(proposal, reason, Metrics.NONE));
      }
    }
    requireOneWithinLimits(measured);
    if (!trained.isEmpty()) {
      super.execute(trained, adding(measured, callback));
    }
  }

  private static Callback<Cell> adding(Map<Cell, Metrics> measured, Callback<Cell> callback) {
    return new Callback<>() {
      @Override
      public void finished(Trial<Cell> trial) {
        Metrics more = measured.getOrDefault(trial.architecture(), Metrics.NONE);
        callback.finished(trial.withMetrics(trial.metrics().with(more)));
      }

      @Override
      public boolean goesOn() {
        return callback.goesOn();
      }
    };
  }

  /** A limit that no cell meets is told before hours were spent. */
  private void requireOneWithinLimits(Map<Cell, Metrics> measured) {
    for (Objective objective : isBegun || measured.isEmpty() ? List.<Objective>of() : objectives) {
      double[] values =
          measured.values().stream().mapToDouble(m -> m.get(objective.metric())).toArray();
      objective.requireOneAccepted(values);
    }
    isBegun = true;
  }
}
