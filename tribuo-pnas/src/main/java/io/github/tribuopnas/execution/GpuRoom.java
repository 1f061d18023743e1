package io.github.tribuopnas.execution;

import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.loop.MemoryEstimate;

/**
 * How many candidates train at once on a GPU, by its memory.
 *
 * @param free bytes that no program holds
 * @param needed bytes that a large candidate needs, besides what each process holds
 */
record GpuRoom(long free, long needed) {

  /** More processes than this take turns on a GPU, and gain nothing. */
  private static final int MOST = 8;

  /** A cell of five blocks, some of its operations the largest of the paper. */
  private static final String LARGE = "pnasnet5";

  /** Returns the room on the fullest of a device's GPUs. */
  static GpuRoom on(DeviceChoice device, CandidateContext context, int images) {
    long free = device.gpus().stream().mapToLong(GpuMemory::free).min().orElse(GpuMemory.UNKNOWN);
    return new GpuRoom(
        free,
        MemoryEstimate.bytes(
            context.network().withCell(KnownCells.find(LARGE)),
            Math.min(context.recipe().batchSize(), images)));
  }

  /** Returns how many candidates, from 1 to 8. */
  int trainings() {
    return (int) Math.max(1, Math.min(MOST, free / (GpuMemory.OF_A_PROCESS + needed)));
  }
}
