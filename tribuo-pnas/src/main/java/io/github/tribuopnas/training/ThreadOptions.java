package io.github.tribuopnas.training;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import picocli.CommandLine.Option;

/** How many threads train a network. */
public final class ThreadOptions extends OptionGroup<ThreadOptions> {

  private static final String THREADS =
      "Threads that train the network together, each on its part of every batch, of eight images or"
          + " more. A different number gives a different network. On a GPU it has no effect.";

  @Config(description = THREADS)
  @Option(names = "--threads", paramLabel = "N", description = THREADS)
  @Range(from = 1, to = 1024)
  private int threads = 1;

  /** Starts from the defaults. */
  public ThreadOptions() {}

  /**
   * Returns these options with another number of threads.
   *
   * @param number at least 1
   * @return the changed copy
   */
  public ThreadOptions withThreads(int number) {
    return with(copy -> copy.threads = number);
  }

  /**
   * Returns how many threads train a network together on a CPU.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }
}
