package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.ExecutorFactory;
import io.github.tribuopnas.execution.ExecutorSetup;
import io.github.tribuopnas.search.ForwardingExecutor;
import io.github.tribuopnas.search.TrialExecutor;
import io.github.tribuopnas.space.Cell;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The program as an application of Spark: it is one from the first trial to the last, and gives the
 * cluster back before the winner is trained.
 */
public final class SparkApplication implements ExecutorFactory {

  private static final String MASTER = "spark.master";

  private final SparkConf configuration = new SparkConf();

  /**
   * Reads what spark-submit was told.
   *
   * @throws IllegalStateException if the program was not started by spark-submit
   */
  public SparkApplication() {
    if (!configuration.contains(MASTER)) {
      throw new IllegalStateException(MASTER + " is not set");
    }
    configuration.setIfMissing("spark.app.name", "pnas");
    // Spark's own default is one that its executor refuses.
    configuration.setIfMissing("spark.task.maxFailures", "1");
  }

  @Override
  public TrialExecutor<Cell> executor(ExecutorSetup setup) {
    JavaSparkContext context = new JavaSparkContext(configuration);
    try {
      return new SparkApplicationExecutor(
          context,
          SparkExecutor.builder()
              .setSparkContext(context)
              .setContext(setup.context())
              .setImages(setup.images())
              .optWorkers(setup.workers())
              .optPerGpu(setup.options().perGpu())
              .optRetries(setup.options().retries())
              .optTrialTimeout(setup.options().trialTimeout())
              .build());
    } catch (RuntimeException | Error e) {
      context.close();
      throw e;
    }
  }

  /** Ends the application with its executor. */
  private static final class SparkApplicationExecutor extends ForwardingExecutor<Cell> {

    private final JavaSparkContext context;

    SparkApplicationExecutor(JavaSparkContext context, TrialExecutor<Cell> executor) {
      super(executor);
      this.context = context;
    }

    @Override
    public void close() {
      try {
        super.close();
      } finally {
        context.close();
      }
    }
  }
}
