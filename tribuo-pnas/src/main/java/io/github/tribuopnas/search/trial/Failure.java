package io.github.tribuopnas.search.trial;

/** What made a trial fail. */
public enum Failure {
  /** The heap, the engine or the limit of a worker's memory was exhausted. */
  OUT_OF_MEMORY,
  /** The loss or the network's output became infinite or not a number. */
  NAN,
  /** The trial took longer than a trial may. */
  TIMEOUT,
  /** The process that ran the trial ended, or answered no more. */
  CRASH,
  /** Anything else; the same trial would most likely fail in the same way again. */
  ERROR
}
