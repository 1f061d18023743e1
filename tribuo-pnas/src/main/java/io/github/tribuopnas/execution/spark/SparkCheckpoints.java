package io.github.tribuopnas.execution.spark;

import io.github.tribuopnas.execution.CheckpointStore;
import io.github.tribuopnas.execution.ExecutorSettings;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints as the driver sees them: in a directory that all executors see too, or in one of
 * the driver's own, from which they travel with the tasks.
 */
final class SparkCheckpoints implements AutoCloseable {

  /** Bytes of a checkpoint that travels at most. */
  static final long LARGEST = 32L << 20;

  static final byte[] NONE = {};

  private static final String DIRECTORY = "checkpoints";

  private final CheckpointStore store;
  private final String sharedDirectory;

  private SparkCheckpoints(CheckpointStore store, String sharedDirectory) {
    this.store = store;
    this.sharedDirectory = sharedDirectory;
  }

  /** Opens those of a directory that all executors see; the driver's own if that is null. */
  static SparkCheckpoints open(ExecutorSettings settings, @Nullable Path shared) {
    if (shared == null || settings.checkpoints().isPresent()) {
      return new SparkCheckpoints(settings.openCheckpoints(), "");
    }
    CheckpointStore store = settings.openCheckpoints(shared.toAbsolutePath().resolve(DIRECTORY));
    return new SparkCheckpoints(store, store.directory().toString());
  }

  /** Returns the directory that all executors see, empty if checkpoints travel. */
  String sharedDirectory() {
    return sharedDirectory;
  }

  /** Returns what travels with a task. */
  byte[] send(Cell cell) {
    return sharedDirectory.isEmpty() ? store.read(cell, LARGEST).orElse(NONE) : NONE;
  }

  /** Takes what came back with an answer. */
  void receive(Trial<Cell> trial, byte[] checkpoint) {
    if (checkpoint.length > 0) {
      store.write(trial.architecture(), checkpoint);
    } else if (trial.isComplete() && trial.proposal().fidelity().isFull()) {
      store.remove(trial.architecture());
    }
  }

  void keepOnly(Collection<Cell> cells) {
    store.keepOnly(cells);
  }

  @Override
  public void close() {
    store.close();
  }
}
