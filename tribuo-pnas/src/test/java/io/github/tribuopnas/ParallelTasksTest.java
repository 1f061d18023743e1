package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {

  private final List<String> released = new ArrayList<>();

  @Test
  void oneThatFailsLeavesTheOthersAlone() throws InterruptedException {
    List<ParallelTasks.Answer<String>> answers =
        new ParallelTasks(1)
            .run(
                List.<ParallelTasks.Task<String>>of(
                    () -> {
                      throw new IllegalStateException("no\nmore");
                    },
                    () -> "two"),
                released::add);
    assertEquals(
        List.of(
            new ParallelTasks.Answer<String>(Optional.empty(), "no"),
            new ParallelTasks.Answer<>(Optional.of("two"), "")),
        answers);
    assertEquals(List.of(), released);
  }

  /** Of a program that is broken nothing goes on behind the back of the caller. */
  @Test
  void anErrorEndsAllAndFreesWhatThereIs() {
    AssertionError error = new AssertionError("broken");
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    List<ParallelTasks.Task<String>> tasks =
        List.of(
            () -> {
              started.await();
              throw error;
            },
            () -> "two",
            () -> {
              started.countDown();
              try {
                new CountDownLatch(1).await();
                return "never";
              } finally {
                ended.set(true);
              }
            },
            () -> "not begun");
    assertSame(
        error,
        assertThrows(AssertionError.class, () -> new ParallelTasks(2).run(tasks, released::add)));
    assertTrue(ended.get());
    assertEquals("two", released.get(0));
  }
}
