package io.github.tribuopnas.doctor.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts that answer, fail, take their process down and hang, in real processes. */
@Tag("slow")
class ProbeProcessTest {

  /** Stands in for a {@link Probe}. */
  static final class MadeUpProbe {

    private MadeUpProbe() {}

    /**
     * Behaves as it is told.
     *
     * @param arguments how
     */
    public static void main(String[] arguments) throws InterruptedException {
      System.err.println("a library prints something");
      switch (arguments[0]) {
        case "answers" -> System.out.println(Probe.ANSWER + "{\"version\":\"7\",\"failure\":\"\"}");
        case "throws" -> throw new IllegalStateException("outer", new Error("no libgomp.so.1"));
        case "dies" -> Runtime.getRuntime().halt(128 + 11);
        default -> Thread.currentThread().join();
      }
    }
  }

  private static Machine.Part ask(String behavior, Duration limit) throws InterruptedException {
    return new ProbeProcess(MadeUpProbe.class.getName(), limit)
        .ask(Machine.Part.class, failure -> new Machine.Part("", failure), behavior);
  }

  @Test
  void anAnswerIsFoundAmongOtherOutput() throws InterruptedException {
    assertEquals(new Machine.Part("7", ""), ask("answers", Duration.ofMinutes(2)));
  }

  @Test
  void anExceptionIsToldByItsInnermostCause() throws InterruptedException {
    assertEquals(
        "its process ended with status 1 (no libgomp.so.1)",
        ask("throws", Duration.ofMinutes(2)).failure());
  }

  @Test
  void aProcessThatNativeCodeTookDownIsToldByItsSignal() throws InterruptedException {
    String failure = ask("dies", Duration.ofMinutes(2)).failure();
    assertTrue(failure.startsWith("its process was killed by signal 11"), failure);
  }

  @Test
  void oneThatHangsIsKilled() throws InterruptedException {
    assertEquals("no answer within 1 s", ask("hangs", Duration.ofSeconds(1)).failure());
  }
}
