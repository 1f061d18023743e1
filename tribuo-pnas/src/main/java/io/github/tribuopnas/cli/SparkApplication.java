package io.github.tribuopnas.cli;

import io.github.tribuopnas.ExecutorFactory;
import io.github.tribuopnas.execution.CandidateContext;
import io.github.tribuopnas.execution.spark.SparkExecutor;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.search.trial.Proposal;
import io.github.tribuopnas.space.Cell;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The command as an application of Spark: it is one from the first trial to the last, and gives the
 * cluster back before the winner is trained.
 */
final class SparkApplication implements ExecutorFactory {

  private static final String MASTER = "spark.master";

  private final SparkConf configuration = new SparkConf();
  private final int retries;
  private final Duration limit;

  SparkApplication(int retries, Duration limit) {
    if (!configuration.contains(MASTER)) {
      throw new IllegalStateException(MASTER + " is not set");
    }
    configuration.setIfMissing("spark.app.name", "pnas");
    // Spark's own default is one that its executor refuses.
    configuration.setIfMissing("spark.task.maxFailures", "1");
    this.retries = retries;
    this.limit = limit;
  }

  @Override
  public TrialExecutor<Cell> executor(CandidateContext settings, ImageSplit images, int workers) {
    JavaSparkContext context = new JavaSparkContext(configuration);
    try {
      return new SparkApplicationExecutor(
          context,
          SparkExecutor.builder()
              .setContext(context)
              .setSettings(settings)
              .setImages(images)
              .optWorkers(workers)
              .optRetries(retries)
              .optTrialTimeout(limit)
              .build());
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  /** Ends the application with its executor. */
  private record SparkApplicationExecutor(JavaSparkContext context, TrialExecutor<Cell> executor)
      implements TrialExecutor<Cell> {

    @Override
    public void execute(List<Proposal<Cell>> batch, Callback<Cell> callback)
        throws InterruptedException {
      executor.execute(batch, callback);
    }

    @Override
    public void keepOnly(Set<Cell> architectures) {
      executor.keepOnly(architectures);
    }

    @Override
    public int workers() {
      return executor.workers();
    }

    @Override
    public void close() {
      try {
        executor.close();
      } finally {
        context.close();
      }
    }
  }
}
