package io.github.tribuopnas.store;

import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.search.TrialStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a study's file and of its write-ahead log in a temporary directory.
 *
 * @param file the copy
 */
record StudyCopy(Path file) {

  private static final String LOG = "-wal";

  /** Copies a file. */
  static StudyCopy of(Path study) {
    try {
      Path directory = Files.createTempDirectory("pnas-study");
      StudyCopy copy = new StudyCopy(directory.resolve("study.db"));
      try {
        Files.copy(study, copy.file);
        Path log = study.resolveSibling(study.getFileName() + LOG);
        if (Files.exists(log)) {
          Files.copy(log, copy.log());
        }
        return copy;
      } catch (IOException e) {
        copy.delete();
        throw e;
      }
    } catch (IOException e) {
      throw new TrialStoreException(
          study
              + " lies where nothing can be written, and cannot be copied to be read: "
              + Failures.message(e),
          e);
    }
  }

  private Path log() {
    return file.resolveSibling(file.getFileName() + LOG);
  }

  /** Deletes the copy, and what SQLite has put beside it. */
  void delete() {
    try {
      for (Path part : new Path[] {file, log(), file.resolveSibling(file.getFileName() + "-shm")}) {
        Files.deleteIfExists(part);
      }
      Files.delete(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
