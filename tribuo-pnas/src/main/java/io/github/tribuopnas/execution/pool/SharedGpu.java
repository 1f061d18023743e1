package io.github.tribuopnas.execution.pool;

import io.github.tribuopnas.training.engine.GpuMemory;

/** The memory of a GPU, in equal parts for the workers that train on it. */
final class SharedGpu {

  private final long free;
  private int workers;

  /**
   * Starts without workers.
   *
   * @param free bytes that no program held before the workers came; {@link GpuMemory#UNKNOWN} if
   *     nothing tells
   */
  SharedGpu(long free) {
    this.free = free;
  }

  /** Adds a worker. */
  synchronized void join() {
    workers++;
  }

  /** Returns the bytes that a candidate of each worker may need. */
  synchronized long part() {
    return free == GpuMemory.UNKNOWN ? free : Math.max(0, free / workers - GpuMemory.OF_A_PROCESS);
  }

  /**
   * Takes a worker away whose candidate found too little memory, so that the others have more.
   *
   * @param needed bytes that the candidate is thought to need
   * @return whether it is taken away: not if it is the last, nor if the whole GPU is too small
   */
  synchronized boolean leave(long needed) {
    boolean helps = workers > 1 && needed <= free - GpuMemory.OF_A_PROCESS;
    if (helps) {
      workers--;
    }
    return helps;
  }
}
