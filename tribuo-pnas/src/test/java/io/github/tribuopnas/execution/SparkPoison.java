package io.github.tribuopnas.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Ends the process of every executor that one certain cell meets, as a fault of the engine does.
 */
public final class SparkPoison implements SparkPlugin {

  /** The setting that names a directory, where each executor leaves its process's number. */
  static final String PIDS = "spark.pnas.pids";

  public static final String CELL = "p:sep7x7+p:sep7x7";

  /** What a process that was ended by a segmentation fault returns. */
  public static final int STATUS = 139;

  @Override
  public DriverPlugin driverPlugin() {
    return null;
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> extra) {
        try {
          Files.writeString(
              Path.of(context.conf().get(PIDS), context.executorID()),
              Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void onTaskStart() {
        String description = TaskContext.get().getLocalProperty("spark.job.description");
        if (description != null && description.endsWith(CELL)) {
          Runtime.getRuntime().halt(STATUS);
        }
      }
    };
  }
}
