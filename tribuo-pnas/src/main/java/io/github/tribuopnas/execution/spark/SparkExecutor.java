package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.BatchDispatch;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.execution.LocalExecutor;
import io.github.tribuopnas.execution.Retries;
import io.github.tribuopnas.execution.pool.WorkerPool;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains candidates on a cluster of Apache Spark, each as a job of a single task. A trial whose
 * executor dies is tried again by this driver, as in a {@link WorkerPool}, or fails with its
 * reason; Spark itself repeats nothing. A trial trains on the GPU that Spark gave its task ({@code
 * spark.task.resource.gpu.amount}, or a fraction by {@link SparkExecutorBuilder#optPerGpu}), or on
 * one thread of the CPU. Results are those of a {@link LocalExecutor} with the same settings, to
 * the last digit.
 *
 * <p>What travels is text: a cell to the executor, metrics back. The images lie in a file that
 * Spark ships to each executor once, or that all of them can read, and so do checkpoints, which
 * travel too where there is no such directory.
 */
public final class SparkExecutor implements TrialExecutor<Cell> {

  private final Retries retries;
  private final int workers;
  private final SparkCheckpoints checkpoints;
  private final SparkJob job;
  private final BatchDispatch<Cell> dispatch;

  SparkExecutor(SparkExecutorBuilder builder) {
    ExecutorSettings settings = builder.settings();
    JavaSparkContext context = builder.context;
    String images =
        builder.shared == null
            ? SparkImages.ship(context, settings.images())
            : SparkImages.share(builder.shared, settings.images());
    retries = builder.retries;
    workers = settings.workers();
    checkpoints = SparkCheckpoints.open(settings, builder.shared);
    SparkTask task = new SparkTask(settings, images, checkpoints.sharedDirectory());
    job =
        new SparkJob(
            context,
            SparkTask.resources(builder.perGpu),
            task,
            checkpoints,
            settings.trialTimeout());
    dispatch = new BatchDispatch<>(workers, this::run);
  }

  /**
   * Starts an executor's settings.
   *
   * @return a builder
   */
  public static SparkExecutorBuilder builder() {
    return new SparkExecutorBuilder();
  }

  private Trial<Cell> run(Proposal<Cell> proposal) throws InterruptedException {
    return retries.run(() -> job.run(proposal));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if Spark's application has ended
   */
  @Override
  public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
      throws InterruptedException {
    dispatch.run(batch, callback);
  }

  @Override
  public void keepOnly(Set<Cell> architectures) {
    checkpoints.keepOnly(architectures);
  }

  @Override
  public int workers() {
    return workers;
  }

  /** Cancels what runs. The context stays open: it is its maker's to stop. */
  @Override
  public void close() {
    dispatch.close();
    checkpoints.close();
  }
}
