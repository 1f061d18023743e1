package io.github.tribuopnas.cli;

import io.github.tribuopnas.ExecutorFactory;
import java.time.Duration;

/**
 * What trains candidates on Spark, whose classes are there only where Spark started the command.
 */
final class ClusterExecutor {

  private static final String APPLICATION = "io.github.tribuopnas.cli.SparkApplication";

  private ClusterExecutor() {}

  /**
   * Returns the cluster's executor.
   *
   * @param retries how often a trial is tried again whose executor died
   * @param limit how long a trial may take
   * @throws IllegalStateException if the command was not started by spark-submit
   */
  static ExecutorFactory of(int retries, Duration limit) {
    try {
      return Class.forName(APPLICATION)
          .asSubclass(ExecutorFactory.class)
          .getDeclaredConstructor(int.class, Duration.class)
          .newInstance(retries, limit);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(
          "--executor spark needs an application of Spark: start the command with spark-submit, as"
              + " docs/spark.md shows",
          e);
    }
  }
}
