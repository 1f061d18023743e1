package io.github.tribuopnas.benchmarks.cluster;

import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Measures trials by a made-up table, on a clock of its own on which trials take hours. A trial
 * whose worker is lost starts again on the next that is free; a trial at a higher fidelity goes on
 * where the one before it ended. When the driver is restarted, {@link #execute} throws a {@link
 * DriverRestart}, and all that ran is lost.
 */
final class SimulatedCluster implements TrialExecutor<Cell> {

  private static final double NANOS_OF_HOUR = 3.6e12;

  /** A trial that runs, until it ends or its worker is lost. */
  private record Running(
      SimulatedWorker worker, Proposal<Cell> proposal, double start, double end, boolean isLost) {}

  private final ClusterPlan plan;
  private final LongSupplier driverNanos;
  private final PriorityQueue<SimulatedWorker> waiting =
      new PriorityQueue<>(Comparator.comparingDouble(SimulatedWorker::free));
  private final PriorityQueue<Running> running =
      new PriorityQueue<>(Comparator.comparingDouble(Running::end));
  private final Map<Cell, Double> trained = new HashMap<>();
  private double now;
  private double nextRestart;
  private double useful;
  private double lost;
  private double absent;
  private double overhead;
  private double idleBeforeEnd;
  private int workersLost;
  private int restarts;
  private long driver;

  /**
   * Makes a cluster of which all workers are free.
   *
   * @param plan what it is like
   * @param driverNanos the processor time of the driver until now, in nanoseconds
   * @param seed of the losses of workers
   */
  SimulatedCluster(ClusterPlan plan, LongSupplier driverNanos, long seed) {
    this.plan = plan;
    this.driverNanos = driverNanos;
    driver = driverNanos.getAsLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < plan.workers(); i++) {
      waiting.add(new SimulatedWorker(plan, random.split()));
    }
    nextRestart = plan.restarts();
  }

  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback) {
    waitForDriver();
    Deque<Proposal<Cell>> queue = new ArrayDeque<>(batch);
    while (!queue.isEmpty() || !running.isEmpty()) {
      start(queue);
      if (!queue.isEmpty()) {
        idleBeforeEnd = idle();
      }
      double next =
          Math.min(
              running.isEmpty() ? Double.POSITIVE_INFINITY : running.peek().end(),
              queue.isEmpty() || waiting.isEmpty()
                  ? Double.POSITIVE_INFINITY
                  : waiting.peek().free());
      if (next >= nextRestart) {
        restart();
      }
      now = next;
      while (!running.isEmpty() && running.peek().end() <= now) {
        end(running.remove(), queue, callback);
      }
    }
    driver = driverNanos.getAsLong();
  }

  /** The driver's work for a batch: choosing it, and what it took to be there again. */
  private void waitForDriver() {
    double hours = (driverNanos.getAsLong() - driver) / NANOS_OF_HOUR;
    overhead += hours;
    now += hours;
  }

  private void start(Deque<Proposal<Cell>> queue) {
    while (!queue.isEmpty() && !waiting.isEmpty() && waiting.peek().free() <= now) {
      SimulatedWorker worker = waiting.remove();
      if (worker.loss() <= now) {
        replace(worker);
        continue;
      }
      Proposal<Cell> proposal = queue.remove();
      double end = now + hours(proposal);
      boolean isLost = worker.loss() < end;
      running.add(new Running(worker, proposal, now, isLost ? worker.loss() : end, isLost));
    }
  }

  private void end(Running ended, Deque<Proposal<Cell>> queue, Callback<Cell> callback) {
    double hours = ended.end() - ended.start();
    if (ended.isLost()) {
      lost += hours;
      queue.addFirst(ended.proposal());
      replace(ended.worker());
      return;
    }
    useful += hours;
    ended.worker().freeAt(ended.end());
    waiting.add(ended.worker());
    trained.put(ended.proposal().architecture(), ended.proposal().fidelity().fraction());
    driver = driverNanos.getAsLong();
    callback.finished(trial(ended.proposal(), hours));
    List<Proposal<Cell>> more = callback.more();
    if (!more.isEmpty()) {
      queue.addAll(more);
      waitForDriver();
    }
  }

  /** Returns the hours until now in which workers were there and had no trial. */
  private double idle() {
    double busy = running.stream().mapToDouble(each -> now - each.start()).sum();
    return plan.workers() * now - useful - lost - absent - busy;
  }

  private void replace(SimulatedWorker worker) {
    workersLost++;
    worker.replace();
    absent += plan.replacement();
    waiting.add(worker);
  }

  private void restart() {
    restarts++;
    for (Running each : running) {
      lost += nextRestart - each.start();
      each.worker().freeAt(nextRestart);
      waiting.add(each.worker());
    }
    running.clear();
    DriverRestart end = new DriverRestart(nextRestart);
    now = nextRestart + plan.downtime();
    nextRestart += plan.restarts();
    driver = driverNanos.getAsLong();
    throw end;
  }

  private double hours(Proposal<Cell> proposal) {
    Cell cell = proposal.architecture();
    SplittableRandom random = new SplittableRandom(Seeds.derive(2, cell.toString()));
    double deviation = plan.deviation();
    // The mean of what has this logarithm is the plan's.
    double full =
        plan.trial() * Math.exp(deviation * random.nextGaussian() - deviation * deviation / 2);
    return full * (proposal.fidelity().fraction() - trained.getOrDefault(cell, 0.0));
  }

  /** Cells that are good after a short training are not always so after a longer one. */
  private static Trial<Cell> trial(Proposal<Cell> proposal, double hours) {
    String cell = proposal.architecture().toString();
    SplittableRandom random = new SplittableRandom(Seeds.derive(1, cell));
    SplittableRandom noise =
        new SplittableRandom(Seeds.derive(1, cell + proposal.fidelity().fraction()));
    return Trial.complete(
        proposal,
        Metrics.NONE
            .with(Metrics.ACCURACY, (random.nextDouble() + noise.nextDouble()) / 2)
            .with(Metrics.LOSS, random.nextDouble())
            .with(Metrics.PARAMETERS, random.nextInt(1_000_000))
            .with(Metrics.MULT_ADDS, random.nextInt(1_000_000))
            .with(Metrics.SECONDS, hours * 3600));
  }

  /** Returns what became of the time until now. */
  ClusterTimes times() {
    return new ClusterTimes(
        plan.workers() * now,
        useful,
        lost,
        absent,
        idle() - idleBeforeEnd,
        plan.workers() * overhead,
        workersLost,
        restarts);
  }

  /** Returns the hours that went by. */
  double hours() {
    return now;
  }

  @Override
  public int workers() {
    return plan.workers();
  }

  @Override
  public void close() {}
}
