package io.github.tribuopnas.benchmarks.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Fidelity;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The made-up cluster against what can be computed by hand. */
class SimulatedClusterTest {

  private static final double NEVER = Double.POSITIVE_INFINITY;

  /** Trials of exactly two hours. */
  private static ClusterPlan plan(int workers, double losses, double restarts) {
    return new ClusterPlan(workers, 2, 0, losses, 0.5, restarts, 0.25);
  }

  private static List<Proposal<Cell>> trials(int count) {
    CellSpace space = CellSpace.builder().setBlocks(3).build();
    SplittableRandom random = new SplittableRandom(1);
    return Stream.generate(() -> space.random(3, random))
        .distinct()
        .limit(count)
        .map(cell -> Proposal.unpredicted(cell, 3))
        .toList();
  }

  private static List<Trial<Cell>> run(SimulatedCluster cluster, List<Proposal<Cell>> batch) {
    List<Trial<Cell>> trials = new ArrayList<>();
    cluster.execute(batch, trials::add);
    return trials;
  }

  @Test
  void tenTrialsOnFourWorkersTakeThreeTurnsAndAreIdleForTwoOfTwelve() {
    SimulatedCluster cluster = new SimulatedCluster(plan(4, 0, NEVER), () -> 0, 1);
    assertEquals(10, run(cluster, trials(10)).size());
    ClusterTimes times = cluster.times();
    // The driver's own processor time is on the clock too.
    assertEquals(6, cluster.hours(), 1e-2);
    assertEquals(20, times.useful(), 1e-9);
    assertEquals(2 / 12.0, times.idle(), 1e-2);
    assertEquals(0, times.lost() + times.absent());
  }

  @Test
  void whatIsAskedBesidesStartsOnTheWorkersThatAreFree() {
    SimulatedCluster cluster = new SimulatedCluster(plan(4, 0, NEVER), () -> 0, 1);
    List<Proposal<Cell>> later = new ArrayList<>(trials(8).subList(4, 8));
    List<Trial<Cell>> done = new ArrayList<>();
    cluster.execute(
        trials(3),
        new TrialExecutor.Callback<>() {
          @Override
          public void finished(Trial<Cell> trial) {
            done.add(trial);
          }

          @Override
          public List<Proposal<Cell>> more() {
            return later.isEmpty() ? List.of() : List.of(later.remove(0));
          }
        });
    // Three, three on the same workers and a fourth, and the last.
    assertEquals(7, done.size());
    assertEquals(6, cluster.hours(), 1e-2);
  }

  @Test
  void aRestartLosesWhatRunsAndTheRestIsDoneAfterIt() {
    SimulatedCluster cluster = new SimulatedCluster(plan(4, 0, 3), () -> 0, 1);
    List<Proposal<Cell>> batch = trials(8);
    List<Trial<Cell>> done = new ArrayList<>();
    assertThrows(DriverRestart.class, () -> cluster.execute(batch, done::add));
    assertEquals(4, done.size());
    assertEquals(4, cluster.times().lost(), 1e-2, "four trials for an hour");
    assertEquals(3.25, cluster.hours(), 1e-2);
    run(cluster, batch.subList(4, 8));
    assertEquals(5.25, cluster.hours(), 1e-2);
    assertEquals(1, cluster.times().driverRestarts());
  }

  @Test
  void workersAreLostAsOftenAsThePlanSaysAndNoTrialIs() {
    SimulatedCluster cluster = new SimulatedCluster(plan(100, 0.05, NEVER), () -> 0, 1);
    List<Trial<Cell>> done = run(cluster, trials(2000));
    assertEquals(2000, done.stream().map(Trial::architecture).distinct().count());
    ClusterTimes times = cluster.times();
    double there = times.useful() + times.lost();
    assertEquals(-Math.log(0.95), times.workersLost() / there, 0.01);
    assertEquals(times.workersLost() * 0.5, times.absent(), 1e-9);
    assertTrue(times.lost() > 0);
  }

  @Test
  void aTrialGoesOnWhereTheShorterOneEnded() {
    SimulatedCluster cluster = new SimulatedCluster(plan(1, 0, NEVER), () -> 0, 1);
    Proposal<Cell> cell = trials(1).get(0);
    run(cluster, List.of(cell.withFidelity(new Fidelity(0.25))));
    Trial<Cell> full = run(cluster, List.of(cell)).get(0);
    assertEquals(1.5 * 3600, full.metrics().get(Metrics.SECONDS), 1e-6);
    assertEquals(2, cluster.hours(), 1e-2);
  }
}
