package io.github.tribuopnas.surrogate.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A ranking calls a network thousands of times, with the allocator that the launchers set. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class RankingMemoryTest {

  private static final Path ALLOCATOR = Path.of("..", "allocator").toAbsolutePath().normalize();

  /** Jemalloc grew by 7,000 to 9,000 while it reused no large piece for a small one. */
  private static final long KILOBYTES_OF_BLOCK = 1500;

  @Test
  void rankingHardlyGrowsUnderTheLaunchersAllocator() throws Exception {
    long kilobytes = grown();
    assertTrue(kilobytes < KILOBYTES_OF_BLOCK, kilobytes + " kB with each block");
  }

  private static long grown() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-euc",
            ". "
                + ALLOCATOR
                + "; exec java -XX:+UseSerialGC -Dai.djl.offline=true"
                + " -Dai.djl.pytorch.num_threads=1 "
                + RankingMemory.class.getName());
    builder.environment().keySet().removeAll(List.of("LD_PRELOAD", "MALLOC_CONF"));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return Long.parseLong(output.strip());
  }
}
