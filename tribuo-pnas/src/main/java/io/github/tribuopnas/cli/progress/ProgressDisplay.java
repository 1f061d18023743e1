package io.github.tribuopnas.cli.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows the steps of one task after the other. */
public interface ProgressDisplay {

  /**
   * A task begins.
   *
   * @param task its name
   * @param steps how many steps it has
   * @param left the time left for this task and all that follows; any thread may ask at any time
   */
  void start(String task, int steps, Supplier<Optional<Duration>> left);

  /**
   * The task has another number of steps than was told.
   *
   * @param steps how many it has, those that are done included
   */
  void steps(int steps);

  /**
   * How the task stands; shown until it changes.
   *
   * @param state in a few words, may be empty
   */
  void state(String state);

  /**
   * A step of the task ended.
   *
   * @param event what it brought
   */
  void step(String event);

  /** The task ended or was abandoned; does nothing if none is under way. */
  void finish();
}
