package io.github.tribuopnas.execution.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.training.engine.GpuMemory;
import org.junit.jupiter.api.Test;

class SharedGpuTest {

  private static final long PROCESS = GpuMemory.OF_A_PROCESS;

  private static SharedGpu gpu(long free, int workers) {
    SharedGpu gpu = new SharedGpu(free);
    for (int i = 0; i < workers; i++) {
      gpu.join();
    }
    return gpu;
  }

  @Test
  void workersHaveEqualPartsLessWhatEachProcessHolds() {
    assertEquals(10 * PROCESS - PROCESS, gpu(10 * PROCESS, 1).part());
    assertEquals(5 * PROCESS - PROCESS, gpu(10 * PROCESS, 2).part());
    assertEquals(0, gpu(10 * PROCESS, 20).part());
  }

  @Test
  void whoeverLeavesLeavesMoreToTheOthersAndTheLastStays() {
    SharedGpu gpu = gpu(12 * PROCESS, 3);
    assertTrue(gpu.leave(4 * PROCESS));
    assertEquals(5 * PROCESS, gpu.part());
    assertTrue(gpu.leave(11 * PROCESS));
    assertEquals(11 * PROCESS, gpu.part());
    assertFalse(gpu.leave(1));
  }

  @Test
  void nobodyLeavesForACandidateThatTheWholeGpuIsTooSmallFor() {
    SharedGpu gpu = gpu(12 * PROCESS, 3);
    assertFalse(gpu.leave(11 * PROCESS + 1));
    assertEquals(3 * PROCESS, gpu.part());
  }

  @Test
  void aGpuThatDoesNotTellItsMemoryHasNoLimitButWorkersMayLeaveIt() {
    SharedGpu gpu = gpu(GpuMemory.UNKNOWN, 2);
    assertEquals(GpuMemory.UNKNOWN, gpu.part());
    assertTrue(gpu.leave(1L << 50));
    assertFalse(gpu.leave(1L << 50));
  }
}
