package io.github.tribuopnas.benchmarks.cluster;

import java.util.SplittableRandom;

/** A worker of a {@link SimulatedCluster}, and after it is lost its successor. */
final class SimulatedWorker {

  private final SplittableRandom random;
  private final ClusterPlan plan;
  private double free;
  private double loss;

  SimulatedWorker(ClusterPlan plan, SplittableRandom random) {
    this.plan = plan;
    this.random = random;
    loss = life();
  }

  /** A worker is as likely to be lost in any hour. */
  private double life() {
    return Math.log1p(-random.nextDouble()) / Math.log1p(-plan.losses());
  }

  /** Returns when it has no trial. */
  double free() {
    return free;
  }

  void freeAt(double time) {
    free = time;
  }

  /** Returns when it is lost. */
  double loss() {
    return loss;
  }

  /** Replaces it; returns when its successor works. */
  double replace() {
    free = loss + plan.replacement();
    loss = free + life();
    return free;
  }
}
