package io.github.tribuopnas.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts the cluster before the first test that needs it and stops it after all tests. */
public final class SparkClusterExtension implements BeforeAllCallback {

  private static SparkCluster cluster;

  /** Closed by JUnit with the store that it lies in. */
  private record Open(SparkCluster cluster) implements AutoCloseable {
    @Override
    public void close() {
      cluster.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(SparkClusterExtension.class))
            .getOrComputeIfAbsent(Open.class, key -> open(), Open.class)
            .cluster();
  }

  private static Open open() {
    try {
      return new Open(SparkCluster.ofClassPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the cluster.
   *
   * @return the one that all tests share
   */
  public static SparkCluster cluster() {
    return cluster;
  }
}
