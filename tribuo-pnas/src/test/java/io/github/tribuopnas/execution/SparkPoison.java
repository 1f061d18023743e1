package io.github.tribuopnas.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Ends the process of every executor that one certain cell meets, as a fault of the engine does,
 * and kills those that others meet for the first time, while {@link #KILLS} tells. While {@link
 * #MEETING} is there, a task waits for another on its executor.
 */
public final class SparkPoison implements SparkPlugin {

  /** The setting that names a directory, where each executor leaves its process's number. */
  static final String PIDS = "spark.pnas.pids";

  /** A directory in that of the settings, with a file for each kill that is left. */
  static final String KILLS = "kills";

  /** How the names begin of the files there that tell which trials were met. */
  static final String MET = "met-";

  /** A file in that directory. */
  static final String MEETING = "meeting";

  public static final String CELL = "p:sep7x7+p:sep7x7";

  /** What a process that was ended by a segmentation fault returns. */
  public static final int STATUS = 139;

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Object receive(Object message) {
        return message;
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      private final CyclicBarrier two = new CyclicBarrier(2);
      private PluginContext context;
      private Path directory;

      @Override
      public void init(PluginContext newContext, Map<String, String> extra) {
        context = newContext;
        directory = Path.of(context.conf().get(PIDS));
        try {
          Files.writeString(
              directory.resolve(context.executorID()),
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
        killOnce(String.valueOf(description));
        if (Files.exists(directory.resolve(MEETING))) {
          try {
            two.await();
          } catch (InterruptedException | BrokenBarrierException alone) {
            throw new IllegalStateException(alone);
          }
        }
      }

      /**
       * Spark does not count the failure of a task of which the driver has not heard that it runs.
       * That was sent before the question, so that the answer comes after it. The question comes
       * before the kill is taken, since a task beside this one may end the process in between.
       */
      private void killOnce(String trial) {
        String[] kills = directory.resolve(KILLS).toFile().list();
        if (kills == null || kills.length == 0) {
          return;
        }
        try {
          context.ask("is it known by now that the task runs?");
          Files.createFile(directory.resolve(MET + Integer.toHexString(trial.hashCode())));
          Files.delete(directory.resolve(KILLS).resolve(kills[0]));
          long pid = ProcessHandle.current().pid();
          new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start();
          Thread.currentThread().join();
        } catch (FileAlreadyExistsException again) {
          // It trains.
        } catch (NoSuchFileException other) {
          // Another executor took the last.
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
