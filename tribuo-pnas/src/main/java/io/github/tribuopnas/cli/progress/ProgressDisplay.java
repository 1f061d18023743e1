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
   * @param left the time left of all that is to be done, this task and what follows; may be asked
   *     at any time by any thread
   */
  void start(String task, int steps, Supplier<Optional<Duration>> left);

  /**
   * How the task stands; shown until it changes.
   *
   * @param state in a few words, may be empty
   */
  void state(String state);

  /**
   * A step of the task is done.
   *
   * @param event what it brought
   */
  void step(String event);

  /** The task is done, or will not go on; does nothing if none is under way. */
  void finish();
}
