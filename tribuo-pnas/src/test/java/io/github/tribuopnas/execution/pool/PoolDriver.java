package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import java.nio.file.Path;
import java.util.List;

/** Runs a pool in a process of its own, until it is killed. */
public final class PoolDriver {

  private PoolDriver() {}

  /**
   * Prints {@code running} as soon as a worker has answered, then trains without an end.
   *
   * @param arguments the directory
   */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerPool pool =
        WorkerPool.builder()
            .setContext(DigitTrials.CONTEXT)
            .setImages(DigitTrials.SPLIT)
            .setDirectory(Path.of(arguments[0]))
            .optWorkers(2)
            .optMainClass(ScriptedWorker.class.getName())
            .build();
    pool.execute(
        List.of(
            Proposal.unpredicted(Cell.parse(ScriptedWorker.WELL), 1),
            Proposal.unpredicted(Cell.parse(ScriptedWorker.NEVER_ENDS), 1),
            Proposal.unpredicted(Cell.parse("p:conv1x7_7x1+pp:sep3x3"), 1)),
        trial -> {
          System.out.print("running");
          System.out.flush();
        });
  }
}
