package io.github.tribuopnas;

import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.plan.TimeFrame;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a search is kept and what continues it. What it finds depends on none of this.
 *
 * @param directory the run directory, which exists, on a local disk; a search that is kept there
 *     already is resumed. Empty for a search in memory
 * @param retriesFailed whether to retry trials that failed before the search was stopped
 * @param messages takes lines about trials that other runs can contribute, and about the plan
 * @param frame the time that the search shares with its surroundings, under one time limit; empty
 *     to count from the call that starts it
 * @param folds in how many parts the images are that test the model by crossed validation; 0 for no
 *     such test
 */
public record SearchRun(
    Optional<Path> directory,
    boolean retriesFailed,
    Consumer<String> messages,
    Optional<TimeFrame> frame,
    int folds) {

  /** The name of the store in a run directory. */
  public static final String STUDY = "study.db";

  /** The name of the directory of final checkpoints in a run directory. */
  static final String FINAL = "final";

  /** A search that is kept in memory. */
  public static final SearchRun IN_MEMORY =
      new SearchRun(Optional.empty(), false, message -> {}, Optional.empty(), 0);

  /**
   * Checks that nothing is missing.
   *
   * @param directory the run directory, which exists, on a local disk; a search that is kept there
   *     already is resumed. Empty for a search in memory
   * @param retriesFailed whether to retry trials that failed before the search was stopped
   * @param messages takes lines about trials that other runs can contribute, and about the plan
   * @param frame what lies around the search, which counts against its time limit; empty to count
   *     from the call that starts it
   * @param folds in how many parts the images are that test the model by crossed validation; 0 for
   *     no such test
   */
  public SearchRun {
    Require.that(folds == 0 || folds >= 2, "folds", folds, "0 for none and numbers from 2");
    Objects.requireNonNull(frame, "frame");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(messages, "messages");
  }

  /**
   * Keeps a search in a directory, or continues the one that is kept there.
   *
   * @param directory a directory that exists, on a local disk
   * @return the run
   */
  public static SearchRun in(Path directory) {
    return new SearchRun(Optional.of(directory), false, message -> {}, Optional.empty(), 0);
  }

  /**
   * Tries again what failed before the search was stopped. By default it stays failed.
   *
   * @return the same run otherwise
   */
  public SearchRun retryingFailed() {
    return new SearchRun(directory, true, messages, frame, folds);
  }

  /**
   * Tells what can be taken over from other runs. By default nobody is told.
   *
   * @param listener takes lines
   * @return the same run otherwise
   */
  public SearchRun telling(Consumer<String> listener) {
    return new SearchRun(directory, retriesFailed, listener, frame, folds);
  }

  /**
   * Counts the time before and after the search against its limit too.
   *
   * @param around what lies around the search
   * @return the same run otherwise
   */
  public SearchRun within(TimeFrame around) {
    return new SearchRun(directory, retriesFailed, messages, Optional.of(around), folds);
  }

  /**
   * Tests the model by crossed validation on its own training images, for which its networks are
   * trained again without each part of them. By default nothing is tested.
   *
   * @param parts in how many parts the images are, from 2 to the number of training images
   * @return the same run otherwise
   */
  public SearchRun crossing(int parts) {
    return new SearchRun(directory, retriesFailed, messages, frame, parts);
  }

  /** Returns where final networks are kept while they are trained; empty to keep none. */
  Optional<Path> finals() {
    return directory.map(kept -> kept.resolve(FINAL));
  }

  /** Returns the same directory, which is made if it is not there. */
  Optional<Path> madeFinals() {
    Optional<Path> finals = finals();
    try {
      if (finals.isPresent()) {
        Files.createDirectories(finals.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("final networks cannot be kept: " + e, e);
    }
    return finals;
  }

  /**
   * Removes what an interrupted final training would have gone on from. To be called when the model
   * is kept.
   *
   * @throws IOException if a checkpoint cannot be removed
   */
  public void removeFinalCheckpoints() throws IOException {
    Optional<Path> finals = finals().filter(Files::isDirectory);
    if (finals.isPresent()) {
      FinalTraining.delete(finals.get());
    }
  }

  /**
   * Returns the space in which all cells of all studies can be read.
   *
   * @return cells of up to five blocks of all operations, those beyond the paper's too
   */
  public static CellSpace space() {
    return CellSpace.builder()
        .setBlocks(Cell.MAX_BLOCKS)
        .optOperations(List.of(Operation.values()))
        .build();
  }
}
