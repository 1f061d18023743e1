package io.github.tribuopnas.surrogate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceBatchTest {

  @Test
  void aStepHasTheTokensOfThoseThatReachItAndNoOthers() {
    SequenceBatch batch =
        new SequenceBatch(List.of(new int[] {1}, new int[] {2, 3, 4}, new int[] {5}));
    assertEquals(3, batch.steps());
    assertArrayEquals(new long[] {2, 1, 5, 3, 4}, batch.tokens());
    assertEquals(3, batch.count(0));
    assertEquals(1, batch.count(1));
    assertEquals(4, batch.start(2));
    assertArrayEquals(new long[] {3, 4}, batch.laterStarts());
    assertArrayEquals(new long[] {1, 0, 2}, batch.ranks());
  }
}
