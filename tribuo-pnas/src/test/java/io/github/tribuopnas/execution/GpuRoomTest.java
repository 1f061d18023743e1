package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.testing.DigitTrials;
import io.github.tribuopnas.training.engine.DeviceChoice;
import io.github.tribuopnas.training.engine.GpuMemory;
import io.github.tribuopnas.training.loop.MemoryEstimate;
import org.junit.jupiter.api.Test;

class GpuRoomTest {

  private static final long GIGA = 1_000_000_000;

  @Test
  void asManyCandidatesTrainAsTheMemoryHoldsBetween1And8() {
    long needed = 2 * GIGA - GpuMemory.OF_A_PROCESS;
    assertEquals(1, new GpuRoom(1 * GIGA, needed).trainings());
    assertEquals(3, new GpuRoom(7 * GIGA, needed).trainings());
    assertEquals(4, new GpuRoom(8 * GIGA, needed).trainings());
    assertEquals(8, new GpuRoom(80 * GIGA, needed).trainings());
    assertEquals(8, new GpuRoom(GpuMemory.UNKNOWN, needed).trainings());
  }

  @Test
  void aCandidateOfFiveBlocksIsWhatThereMustBeRoomFor() {
    GpuRoom room = GpuRoom.on(DeviceChoice.parse("cpu"), DigitTrials.CONTEXT, 1000);
    assertEquals(GpuMemory.UNKNOWN, room.free());
    assertTrue(
        room.needed()
            > MemoryEstimate.bytes(
                DigitTrials.CONTEXT.network(),
                Math.min(1000, DigitTrials.CONTEXT.recipe().batchSize())));
  }
}
