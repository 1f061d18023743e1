package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up GPUs and made-up times. */
class FinalGpusTest {

  private static final List<Device> FOUR =
      List.of(Device.gpu(0), Device.gpu(1), Device.gpu(2), Device.gpu(3));

  @TempDir Path run;

  private final List<Integer> timed = new ArrayList<>();

  /** A step takes its computation, divided, and what it takes to exchange gradients. */
  private FinalGpus.Steps steps(double computation, double exchange) {
    return (devices, together) -> {
      timed.add(together);
      assertEquals(together, devices.size());
      return computation / together + (together > 1 ? exchange : 0);
    };
  }

  private static FinalGpus.Steps none() {
    return (devices, together) -> {
      throw new AssertionError("nothing is to be timed");
    };
  }

  private FinalGpus gpus(int number) {
    return new FinalGpus(FOUR.subList(0, number), Optional.of(run.resolve("final")));
  }

  @Test
  void allTrainIfThatIsFaster() throws InterruptedException {
    assertEquals(4, gpus(4).number(OptionalInt.empty(), steps(0.1, 0.02)));
    assertEquals(List.of(4, 1), timed);
  }

  @Test
  void oneTrainsIfAllAreSlowerOrHardlyFaster() throws InterruptedException {
    FinalGpus inMemory = new FinalGpus(FOUR, Optional.empty());
    assertEquals(1, inMemory.number(OptionalInt.empty(), steps(0.1, 0.2)));
    assertEquals(1, inMemory.number(OptionalInt.empty(), steps(0.1, 0.073)));
    assertEquals(4, inMemory.number(OptionalInt.empty(), steps(0.1, 0.067)));
  }

  @Test
  void whatCannotBeTrainedOnOneIsTrainedOnAll() throws InterruptedException {
    FinalGpus inMemory = new FinalGpus(FOUR, Optional.empty());
    double never = Double.POSITIVE_INFINITY;
    assertEquals(
        4, inMemory.number(OptionalInt.empty(), (devices, together) -> together > 1 ? 1 : never));
    assertEquals(
        1, inMemory.number(OptionalInt.empty(), (devices, together) -> together > 1 ? never : 1));
    assertEquals(1, inMemory.number(OptionalInt.empty(), (devices, together) -> never));
  }

  @Test
  void aSingleOneIsNotTimed() throws InterruptedException {
    assertEquals(1, gpus(1).number(OptionalInt.empty(), none()));
  }

  @Test
  void whatWasDecidedStaysEvenWithFewerGpus() throws InterruptedException {
    assertEquals(4, gpus(4).number(OptionalInt.empty(), steps(0.1, 0)));
    assertEquals(4, gpus(4).number(OptionalInt.empty(), none()));
    assertEquals(4, gpus(2).number(OptionalInt.empty(), none()));
    assertEquals(4, gpus(1).number(OptionalInt.empty(), none()));
  }

  @Test
  void trainingThatBeganWithoutAChoiceGoesOnOnOne() throws Exception {
    Path directory = Files.createDirectories(run.resolve("final"));
    Files.createFile(directory.resolve("winner.checkpoint"));
    assertEquals(1, gpus(4).number(OptionalInt.empty(), none()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two", "0"})
  void aFileThatHoldsNoNumberIsNamed(String text) throws Exception {
    Path directory = Files.createDirectories(run.resolve("final"));
    Path file = Files.writeString(directory.resolve("gpus"), text);
    String message =
        assertThrows(IllegalStateException.class, () -> gpus(4).number(OptionalInt.empty(), none()))
            .getMessage();
    assertTrue(message.startsWith(file + " does not hold the number of GPUs"), message);
  }

  @Test
  void aNumberThatIsAskedForIsNotTimed() throws InterruptedException {
    assertEquals(3, gpus(4).number(OptionalInt.of(3), none()));
    assertTrue(
        assertThrows(IllegalStateException.class, () -> gpus(2).number(OptionalInt.of(3), none()))
            .getMessage()
            .contains("training has 2"));
  }

  @Test
  void aCpuIsNone() {
    assertTrue(gpus(1).areThere());
    assertFalse(new FinalGpus(List.of(Device.cpu()), Optional.empty()).areThere());
  }
}
