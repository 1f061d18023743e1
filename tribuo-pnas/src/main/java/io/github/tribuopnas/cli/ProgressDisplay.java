package io.github.tribuopnas.cli;

/** Shows the steps of one task after the other. */
interface ProgressDisplay {

  /**
   * A task begins.
   *
   * @param task its name
   * @param steps how many steps it has
   */
  void start(String task, int steps);

  /**
   * A step of the task is done.
   *
   * @param message how it stands
   */
  void step(String message);

  /** The task is done, or will not go on; does nothing if none is under way. */
  void finish();
}
