package io.github.tribuopnas.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedBatchesTest {

  private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

  @Test
  void resultsComeInTheOrderOfTheList() throws IOException {
    CountDownLatch second = new CountDownLatch(1);
    List<Integer> all = new ArrayList<>();
    OrderedBatches.run(
        NUMBERS,
        7,
        batch -> {
          // Where there are two threads the first batch ends after the second.
          if (batch.get(0) == 7) {
            second.countDown();
          } else if (batch.get(0) == 0 && Runtime.getRuntime().availableProcessors() > 1) {
            awaited(second);
          }
          return batch;
        },
        all::addAll);
    assertEquals(NUMBERS, all);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureIsTold() {
    assertEquals(
        "no 42",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    OrderedBatches.run(
                        NUMBERS,
                        1,
                        batch -> {
                          if (batch.get(0) == 42) {
                            throw new IllegalArgumentException("no 42");
                          }
                          return batch;
                        },
                        batch -> {}))
            .getMessage());
  }
}
