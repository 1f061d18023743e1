package io.github.tribuopnas.execution;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.SplitFile;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.loop.CheckpointFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where trials leave checkpoints, from which trials of the same cell at a higher fidelity go on: a
 * directory with a file for each cell. Several threads and processes may use one directory.
 *
 * <p>No result depends on what is kept. A checkpoint that is missing, damaged or of another search
 * costs the time to train from the first epoch, so that a store which cannot be written logs a
 * warning and keeps nothing.
 */
public final class CheckpointStore implements AutoCloseable {

  /** Bytes that the checkpoints of a search take at most, unless told otherwise. */
  public static final long DEFAULT_BYTES = 4L << 30;

  private static final Logger logger = Logger.getLogger(CheckpointStore.class.getName());
  private static final String SUFFIX = ".checkpoint";
  private static final int NAME_LENGTH = 32;

  private final boolean temporary;
  private final long limit;
  private @Nullable Path directory;
  private boolean closed;

  private CheckpointStore(@Nullable Path directory, long limit) {
    temporary = directory == null;
    this.directory = directory;
    Require.that(limit >= 0, "the size of all checkpoints in bytes", limit, "numbers from 0");
    this.limit = limit;
  }

  /**
   * Opens a store.
   *
   * @param directory created with the first checkpoint; checkpoints stay there when the store is
   *     closed
   * @param limit bytes of all checkpoints, at least 0; beyond it the oldest are removed
   * @return the store
   */
  public static CheckpointStore in(Path directory, long limit) {
    return new CheckpointStore(directory, limit);
  }

  /**
   * Opens a store in a temporary directory, which goes when the store is closed.
   *
   * @param limit bytes of all checkpoints, at least 0; beyond it the oldest are removed
   * @return the store
   */
  public static CheckpointStore temporary(long limit) {
    return new CheckpointStore(null, limit);
  }

  /**
   * Returns the directory for the checkpoints of a search among those of others.
   *
   * @param parent holds the checkpoints of several searches
   * @param candidates what results depend on besides cell and images
   * @param images what candidates are trained and measured on
   * @return a directory in it, of equal name for equal settings only
   */
  public static Path directory(Path parent, CandidateContext candidates, ImageSplit images) {
    return parent.resolve(name(candidates.forStore(SplitFile.fingerprint(images)).toString()));
  }

  private static String name(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_LENGTH);
  }

  private static String fileName(Cell cell) {
    return name(cell.toString()) + SUFFIX;
  }

  /**
   * Returns where the checkpoints are.
   *
   * @return the directory, which need not be there
   * @throws IllegalStateException if the store is temporary
   */
  public Path directory() {
    if (temporary || directory == null) {
      throw new IllegalStateException("a temporary store has no directory to share");
    }
    return directory;
  }

  /**
   * Returns where the checkpoint of a cell is looked for.
   *
   * @param cell the cell
   * @return the file, whether it is there or not; empty if the store holds nothing
   */
  public synchronized Optional<CheckpointFile> find(Cell cell) {
    return directory == null
        ? Optional.empty()
        : Optional.of(new CheckpointFile(directory.resolve(fileName(cell))));
  }

  /**
   * Returns where the checkpoint of a cell is to be written.
   *
   * @param cell the cell
   * @return the file; empty if nothing can be kept
   */
  public synchronized Optional<CheckpointFile> prepare(Cell cell) {
    if (limit == 0 || closed) {
      return Optional.empty();
    }
    try {
      if (directory == null) {
        directory = Files.createTempDirectory("pnas-checkpoints-");
      } else {
        Files.createDirectories(directory);
      }
      return find(cell);
    } catch (IOException e) {
      warn("no checkpoint can be kept", e);
      return Optional.empty();
    }
  }

  /**
   * Returns a checkpoint as bytes, for a process that does not see the directory.
   *
   * @param cell the cell
   * @param most bytes that it may have
   * @return the bytes; empty if there is no checkpoint or it is larger
   */
  public Optional<byte[]> read(Cell cell, long most) {
    Optional<CheckpointFile> file = find(cell).filter(CheckpointFile::exists);
    try {
      return file.isPresent() && Files.size(file.get().path()) <= most
          ? Optional.of(Files.readAllBytes(file.get().path()))
          : Optional.empty();
    } catch (IOException e) {
      warn("a checkpoint cannot be read", e);
      return Optional.empty();
    }
  }

  /**
   * Keeps a checkpoint that came as bytes.
   *
   * @param cell the cell
   * @param bytes what {@link #read} returned
   */
  public void write(Cell cell, byte[] bytes) {
    prepare(cell)
        .ifPresent(
            file -> {
              try {
                AtomicFiles.write(file.path(), bytes);
              } catch (IOException e) {
                warn("a checkpoint cannot be written", e);
              }
            });
    trim();
  }

  /**
   * Removes the checkpoint of a cell, if there is one.
   *
   * @param cell the cell
   */
  public void remove(Cell cell) {
    find(cell).ifPresent(file -> delete(file.path()));
  }

  /**
   * Removes the checkpoints of all other cells. If none is left, what killed workers left half
   * written is removed too.
   *
   * @param cells those whose trials run or may go on
   */
  public void keepOnly(Collection<Cell> cells) {
    Set<String> names = cells.stream().map(CheckpointStore::fileName).collect(Collectors.toSet());
    for (Path file : files()) {
      String name = file.getFileName().toString();
      // What is half written has another ending, and may be of a trial that runs.
      if (cells.isEmpty() || name.endsWith(SUFFIX) && !names.contains(name)) {
        delete(file);
      }
    }
  }

  /** Removes the oldest checkpoints beyond the limit. */
  public void trim() {
    record Entry(Path file, FileTime time, long bytes) {}
    List<Entry> newestFirst =
        files().stream()
            .flatMap(
                file -> {
                  try {
                    return Stream.of(
                        new Entry(file, Files.getLastModifiedTime(file), Files.size(file)));
                  } catch (IOException gone) {
                    // Another worker removed it in the meantime.
                    return Stream.empty();
                  }
                })
            .sorted(Comparator.comparing(Entry::time).reversed())
            .toList();
    long bytes = 0;
    for (Entry entry : newestFirst) {
      bytes += entry.bytes();
      if (bytes > limit) {
        delete(entry.file());
      }
    }
  }

  /** Returns the checkpoints, and what workers left that were killed while they wrote one. */
  private synchronized List<Path> files() {
    if (directory == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      warn("checkpoints cannot be listed", e);
      return List.of();
    }
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      warn("a checkpoint cannot be removed", e);
    }
  }

  private static void warn(String what, IOException cause) {
    logger.log(Level.WARNING, "{0}: {1}", new Object[] {what, cause});
  }

  /** Removes all checkpoints of a temporary store; keeps those of a directory. */
  @Override
  public synchronized void close() {
    closed = true;
    if (temporary && directory != null) {
      keepOnly(Set.of());
      delete(directory);
      directory = null;
    }
  }
}
